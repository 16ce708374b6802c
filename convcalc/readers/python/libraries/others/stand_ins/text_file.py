"""Text files: one that is read was read whole; what is written to one is not kept."""


class TextFile:
    def __init__(self, text, name):
        self.name = name
        self.mode = "r"
        self.closed = False
        self._text = text
        self._at = 0

    def _begin(self):
        if self.closed:
            raise ValueError("I/O operation on closed file.")
        return self._at

    def read(self, size=-1):
        start = self._begin()
        end = len(self._text)
        if size is not None and size >= 0:
            end = min(end, start + size)
        self._at = end
        return self._text[start:end]

    def readline(self):
        start = self._begin()
        end = self._text.find("\n", start) + 1
        self._at = end or len(self._text)
        return self._text[start : self._at]

    def readlines(self):
        parts = self.read().split("\n")
        last = parts.pop()
        return [each + "\n" for each in parts] + ([last] if last else [])

    def readable(self):
        return True

    def writable(self):
        return False

    def seekable(self):
        return True

    def tell(self):
        return self._begin()

    def seek(self, place, whence=0):
        self._begin()
        if place and not self._text.isascii():
            raise OSError("a place inside a text that is not ASCII is not known")
        self._at = len(self._text) if whence == 2 else min(place, len(self._text))
        return self._at

    def close(self):
        self.closed = True

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()


class WrittenFile:
    def __init__(self, name):
        self.name = name
        self.mode = "w"
        self.closed = False

    def read(self, size=-1):
        raise OSError("not readable")

    readline = readlines = __next__ = read

    def readable(self):
        return False

    def writable(self):
        return True

    def write(self, text):
        return len(text)

    def writelines(self, lines):
        pass

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def __iter__(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()
