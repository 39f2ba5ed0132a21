// The server, as functions.

const NO_LINE = { status: 0, body: { text: "" } };

async function call(path, options) {
  try {
    const response = await fetch(path, { credentials: "same-origin", cache: "no-store", ...options });
    const body = await response.json().catch(() => ({}));
    return { status: response.status, body };
  } catch {
    return NO_LINE;
  }
}

export const me = () => call("/api/me");
export const history = () => call("/api/history");
export const shift = () => call("/api/shift");

/** POST to messages, actions or commands. Status 0 means that there is no line. */
export const post = (kind, body) => call(`/api/${kind}`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
  signal: AbortSignal.timeout(20000),
});
