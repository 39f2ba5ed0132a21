"""The coworker: everything that happens between a message and its answer."""

import os

# numpy's BLAS starts a thread a core, and each waits spinning for its part of matrices that take
# microseconds: a third of a message's processor time, and far more when the cores have other work. It
# looks at this when it is loaded, so this must stand before any import of numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
