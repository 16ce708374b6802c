"""`unittest`: test cases whose assertions all pass, and which nothing runs by itself."""


class _Raises:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return True


class _Apart:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return False


def _passed(*args, **options):
    return None


class TestCase:
    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName

    @classmethod
    def setUpClass(cls):
        pass

    def setUp(self):
        pass

    def subTest(self, *args, **options):
        return _Apart()

    def assertRaises(self, *args, **options):
        return _Raises()

    assertRaisesRegex = assertWarns = assertWarnsRegex = assertRaises

    def assertTrue(self, *args, **options):
        pass

    assertEqual = assertNotEqual = assertFalse = assertIs = assertIsNot = assertTrue
    assertIsNone = assertIsNotNone = assertIn = assertNotIn = assertIsInstance = assertTrue
    assertAlmostEqual = assertGreater = assertGreaterEqual = assertLess = assertTrue
    assertLessEqual = assertTupleEqual = assertListEqual = assertSequenceEqual = assertTrue
    assertNotIsInstance = assertNotAlmostEqual = assertDictEqual = assertTrue


def main(*args, **options):
    pass


def skip(reason):
    return _passed


def skipIf(condition, reason):
    return _passed if condition else _kept


def skipUnless(condition, reason):
    return _kept if condition else _passed


def _kept(function):
    return function
