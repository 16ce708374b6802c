"""`heapq`: lists whose element at n is not larger than those at 2n + 1 and 2n + 2."""


def heappush(heap, item, /):
    heap.append(item)
    _rise(heap, 0, len(heap) - 1)


def heappop(heap, /):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    first, heap[0] = heap[0], last
    _sink(heap, 0)
    return first


def heapify(heap, /):
    for index in reversed(range(len(heap) // 2)):
        _sink(heap, index)


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[: max(n, 0)]


def _rise(heap, top, index):
    """Let the element at an index change places with larger ones above, as far as the top."""
    item = heap[index]
    while index > top and item < heap[(index - 1) // 2]:
        heap[index] = heap[(index - 1) // 2]
        index = (index - 1) // 2
    heap[index] = item


def _sink(heap, top):
    """Let the smaller elements below the top change places with it, then it where it belongs."""
    item, index = heap[top], top
    while (below := 2 * index + 1) < len(heap):
        if below + 1 < len(heap) and not heap[below] < heap[below + 1]:
            below += 1
        heap[index] = heap[below]
        index = below
    heap[index] = item
    _rise(heap, top, index)
