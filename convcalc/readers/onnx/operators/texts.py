"""Texts, and the learners of ai.onnx.ml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convcalc.layers.other.function import Function
from convcalc.readers.onnx.operators.elementwise import binary

if TYPE_CHECKING:
    from convcalc.readers.onnx.step import Step
    from convcalc.readers.onnx.values import Value


def same_shape(step: Step) -> list[Value]:
    """StringConcat broadcasts; StringNormalizer may drop words."""
    if step.op == "StringConcat":
        return binary(step)
    source = step.needed(0)
    record = step.attribute("stopwords")
    shape = source.shape
    if record is not None and record["strings"]:
        shape = (*shape[:-1], step.fresh())
    return step.apply(Function(function="string_normalizer", shapes=(shape,)), [source])


def truth(step: Step) -> list[Value]:
    """RegexFullMatch."""
    source = step.needed(0)
    layer = Function(function="regex_full_match", shapes=(source.shape,))
    return step.apply(layer, [source], dtype="bool")


def split(step: Step) -> list[Value]:
    """StringSplit: as many pieces as the longest text has."""
    source = step.needed(0)
    layer = Function(function="string_split", shapes=((*source.shape, step.fresh()), source.shape))
    return step.apply(layer, [source], dtype=("string", "int64"))


def tfidf(step: Step) -> list[Value]:
    """TfIdfVectorizer: as many features as the largest index says."""
    source = step.needed(0)
    width = max(step.wholes("ngram_indexes") or (0,)) + 1
    layer = Function(function="tfidf", shapes=((*source.shape[:-1], width),))
    return step.apply(layer, [source], dtype="float32")


def label_encoder(step: Step) -> list[Value]:
    """LabelEncoder: the format of the values."""
    kinds = {"values_floats": "float32", "values_int64s": "int64", "default_float": "float32"}
    source = step.needed(0)
    dtype = next((kind for name, kind in kinds.items() if step.has(name)), "string")
    return step.apply(
        Function(function="label_encoder", shapes=(source.shape,)), [source], dtype=dtype
    )


def like_input(step: Step) -> list[Value]:
    """Scaler, Binarizer, Imputer, Normalizer: as the input."""
    source = step.needed(0)
    layer = Function(function=step.op.lower(), shapes=(source.shape,))
    return step.apply(layer, [source], dtype="float32" if step.op == "Scaler" else source.dtype)


def array_feature_extractor(step: Step) -> list[Value]:
    """ArrayFeatureExtractor: columns that are named."""
    source, wanted = step.needed(0), step.needed(1)
    rows = source.shape[:-1] if source.rank > 1 else (1,)
    count = wanted.shape[-1] if wanted.rank else 1
    layer = Function(function="array_feature_extractor", shapes=((*rows, count),))
    return step.apply(layer, [source, wanted])


def one_hot_encoder(step: Step) -> list[Value]:
    """OneHotEncoder: an axis of all categories."""
    source = step.needed(0)
    record = step.attribute("cats_strings")
    count = len(step.wholes("cats_int64s") or (record["strings"] if record is not None else ()))
    layer = Function(function="one_hot_encoder", shapes=((*source.shape, count),))
    return step.apply(layer, [source], dtype="float32")


def tree_ensemble(step: Step) -> list[Value]:
    """TreeEnsemble."""
    source = step.needed(0)
    shape = (source.shape[0], step.whole("n_targets", 1))
    return step.apply(Function(function="tree_ensemble", shapes=(shape,)), [source])


def regressor(step: Step) -> list[Value]:
    """A regressor: a number for every row and target."""
    source = step.needed(0)
    targets = step.whole("n_targets", step.whole("targets", 1))
    rows = source.shape[0] if source.rank > 1 else 1
    layer = Function(function=step.op.lower(), shapes=((rows, targets),))
    return step.apply(layer, [source], dtype="float32")


def classifier(step: Step) -> list[Value]:
    """A classifier: a label for every row, and a score for every class."""
    source = step.needed(0)
    labels = step.wholes("classlabels_ints") or step.wholes("classlabels_int64s")
    record = step.attribute("classlabels_strings")
    texts = record["strings"] if record is not None else []
    count = len(labels or texts) or step.fresh()
    rows = source.shape[0] if source.rank > 1 else 1
    layer = Function(function=step.op.lower(), shapes=((rows,), (rows, count)))
    return step.apply(layer, [source], dtype=("string" if texts else "int64", "float32"))
