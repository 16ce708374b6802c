"""A text file that is open for reading: all of it was read; what is written is not kept."""


class TextFile:
    def __init__(self, text, name):
        self.name = name
        self.closed = False
        lines = text.split("\n")
        self._lines = [each + "\n" for each in lines[:-1]] + [each for each in lines[-1:] if each]
        self._at = 0

    def read(self, size=-1):
        rest = "".join(self._lines[self._at :])
        if size is not None and size >= 0:
            self._lines = [rest[size:]]
            self._at = 0
            return rest[:size]
        self._at = len(self._lines)
        return rest

    def readline(self):
        if self._at >= len(self._lines):
            return ""
        self._at += 1
        return self._lines[self._at - 1]

    def readlines(self):
        rest = self._lines[self._at :]
        self._at = len(self._lines)
        return rest

    def seek(self, place):
        if place != 0:
            raise ValueError("only the beginning of a text can be gone back to")
        self._at = 0

    def write(self, text):
        return len(text)

    def flush(self):
        pass

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
