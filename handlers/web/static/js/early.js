// Before the first paint: the colors the person chose last time. Everything else waits.
(() => {
  try {
    const chosen = localStorage.getItem("shoulder-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch { /* storage is off: the system's colors do */ }
})();
