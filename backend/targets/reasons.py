"""Why a firm leaves the cultivation library; the source of the step says what proves it."""

from backend.reference.reasons import declare_list

EXIT = declare_list("library_exit", ("培育库退出", "Leaving the cultivation library"))
