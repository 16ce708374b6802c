"""`statistics`: means and medians."""


class StatisticsError(ValueError):
    pass


def mean(data):
    values = list(data)
    if not values:
        raise StatisticsError("mean requires at least one data point")
    found = sum(values) / len(values)
    is_whole = isinstance(found, float) and found.is_integer()
    return int(found) if is_whole and all(type(each) is int for each in values) else found


def median(data):
    values = sorted(data)
    if not values:
        raise StatisticsError("no median for empty data")
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
