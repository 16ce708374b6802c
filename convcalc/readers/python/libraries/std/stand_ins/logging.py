"""`logging`: nothing is written."""

CRITICAL = FATAL = 50
ERROR = 40
WARNING = WARN = 30
INFO = 20
DEBUG = 10
NOTSET = 0


class Logger:
    def __init__(self, name="root", *args, **options):
        self.name = name
        self.filters = []
        self.handlers = []
        self.level = NOTSET
        self.propagate = True
        self.disabled = False

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def addHandler(self, hdlr):
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def setLevel(self, level):
        self.level = level

    def getChild(self, suffix):
        return Logger(f"{self.name}.{suffix}")

    def __getattr__(self, name):
        return info

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name}>"


class Filter(Logger):
    """It lets everything pass."""


Formatter = Handler = FileHandler = NullHandler = StreamHandler = Filter


def getLogger(name="root"):
    return Logger(name)


def info(*args, **options):
    """Nothing is written."""


basicConfig = critical = debug = disable = error = exception = log = warn = warning = info
