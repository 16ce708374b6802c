"""`torch.utils.data`: data sets, and how a loader takes batches of them."""

import random

import torch


class Dataset:
    def __class_getitem__(cls, item):
        return cls

    def __getitem__(self, index):
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other):
        return ConcatDataset([self, other])


class IterableDataset(Dataset):
    def __iter__(self):
        raise NotImplementedError("Subclasses of IterableDataset should implement __iter__.")


class TensorDataset(Dataset):
    def __init__(self, *tensors):
        if any(each.size(0) != tensors[0].size(0) for each in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index):
        return tuple(each[index] for each in self.tensors)

    def __len__(self):
        return self.tensors[0].size(0)


class ConcatDataset(Dataset):
    def __init__(self, datasets):
        self.datasets = list(datasets)

    def __len__(self):
        return sum(len(each) for each in self.datasets)

    def __getitem__(self, index):
        if index < 0:
            index += len(self)
        for each in self.datasets:
            if index < len(each):
                return each[index]
            index -= len(each)
        raise IndexError("list index out of range")


class Subset(Dataset):
    def __init__(self, dataset, indices):
        self.dataset = dataset
        self.indices = indices

    def __getitem__(self, index):
        return self.dataset[self.indices[index]]

    def __len__(self):
        return len(self.indices)


class _Part(Subset):
    def __getitem__(self, index):
        return _any_of_its_kind(super().__getitem__(index))


def random_split(dataset, lengths, generator=None):
    count = len(dataset)
    if sum(lengths) <= 1 and any(type(each) is float for each in lengths):
        sizes = [int(count * each) for each in lengths]
        for place in range(count - sum(sizes)):
            sizes[place % len(sizes)] += 1
        lengths = sizes
    if sum(lengths) != count:
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    return [
        _Part(dataset, range(start, start + size))
        for start, size in zip(starts, lengths, strict=True)
    ]


def _any_of_its_kind(sample):
    # What a sample is when nobody knows which: as large, with other numbers.
    if isinstance(sample, torch.Tensor):
        return torch.empty_like(sample)
    if isinstance(sample, dict):
        return {key: _any_of_its_kind(each) for key, each in sample.items()}
    if isinstance(sample, (list, tuple)):
        return type(sample)([_any_of_its_kind(each) for each in sample])
    return random.choice([sample, sample])  # noqa: S311 (nothing secret)


def default_collate(batch):
    first = batch[0]
    if isinstance(first, torch.Tensor):
        return torch.stack(list(batch), 0)
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, dict):
        return {key: default_collate([each[key] for each in batch]) for key in first}
    if isinstance(first, (list, tuple)):
        if any(len(each) != len(first) for each in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        columns = [default_collate(list(each)) for each in zip(*batch, strict=True)]
        return type(first)(*columns) if hasattr(first, "_fields") else columns
    raise TypeError(
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists"
    )


class DataLoader:
    def __init__(
        self,
        dataset,
        batch_size=1,
        shuffle=None,
        sampler=None,
        batch_sampler=None,
        num_workers=0,
        collate_fn=None,
        pin_memory=False,
        drop_last=False,
        timeout=0,
        worker_init_fn=None,
        multiprocessing_context=None,
        generator=None,
        **options,
    ):
        self.dataset = dataset
        self.batch_size = batch_size
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self.drop_last = drop_last
        self.collate_fn = collate_fn or default_collate
        self._is_shuffled = bool(shuffle)

    def __class_getitem__(cls, item):
        return cls

    def __len__(self):
        if self.batch_sampler is not None:
            return len(self.batch_sampler)
        count = len(self.dataset if self.sampler is None else self.sampler)
        if self.batch_size is None:
            return count
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)

    def __iter__(self):
        if self.batch_sampler is not None:
            for places in self.batch_sampler:
                yield self.collate_fn([self.dataset[place] for place in places])
            return
        batch = []
        for sample in self._samples():
            if self.batch_size is None:
                yield sample
                continue
            batch.append(sample)
            if len(batch) == self.batch_size:
                yield self._collated(batch)
                batch = []
        if batch and not self.drop_last:
            yield self._collated(batch)

    def _samples(self):
        if isinstance(self.dataset, IterableDataset):
            yield from self.dataset
            return
        places = range(len(self.dataset)) if self.sampler is None else self.sampler
        for place in places:
            yield self.dataset[place]

    def _collated(self, batch):
        made = self.collate_fn(batch)
        return _any_of_its_kind(made) if self._is_shuffled else made


class Sampler:
    def __init__(self, data_source=None):
        pass

    def __class_getitem__(cls, item):
        return cls


class SequentialSampler(Sampler):
    def __init__(self, data_source):
        self.data_source = data_source

    def __iter__(self):
        return iter(range(len(self.data_source)))

    def __len__(self):
        return len(self.data_source)


class BatchSampler(Sampler):
    def __init__(self, sampler, batch_size, drop_last):
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self):
        batch = []
        for place in self.sampler:
            batch.append(place)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if batch and not self.drop_last:
            yield batch

    def __len__(self):
        count = len(self.sampler)
        return count // self.batch_size if self.drop_last else -(-count // self.batch_size)
