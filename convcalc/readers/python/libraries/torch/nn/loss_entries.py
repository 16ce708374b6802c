"""The losses of torch.nn: the function each of them calls, and the options it hands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class LossEntry:
    """
    A class of torch.nn that is a loss.

    Args:
        function: The function of torch.nn.functional that its forward calls.
        options: The arguments of its constructor with their defaults, in order.
        base: The class it derives from.
    """

    __slots__ = ("base", "function", "options")

    def __init__(self, function: str, options: str = "", base: str = "_Loss") -> None:
        self.function = function
        self.options = {
            name: DEFAULTS.get(default, default)
            for name, _, default in (each.partition("=") for each in options.split())
        }
        self.base = base


DEFAULTS: dict[str, object] = {
    "None": None,
    "True": True,
    "False": False,
    "-100": -100,
    "0": 0,
    "1": 1,
    "0.0": 0.0,
    "1.0": 1.0,
    "2.0": 2.0,
    "1e-06": 1e-06,
    "1e-08": 1e-08,
}

USUAL = "size_average=None reduce=None reduction=mean"
CLASSES = "weight=None size_average=None ignore_index=-100 reduce=None reduction=mean"

LOSSES: Mapping[str, LossEntry] = {
    "BCELoss": LossEntry("binary_cross_entropy", f"weight=None {USUAL}", "_WeightedLoss"),
    "BCEWithLogitsLoss": LossEntry(
        "binary_cross_entropy_with_logits", f"weight=None {USUAL} pos_weight=None"
    ),
    "CTCLoss": LossEntry("ctc_loss", "blank=0 reduction=mean zero_infinity=False"),
    "CosineEmbeddingLoss": LossEntry("cosine_embedding_loss", f"margin=0.0 {USUAL}"),
    "CrossEntropyLoss": LossEntry(
        "cross_entropy", f"{CLASSES} label_smoothing=0.0", "_WeightedLoss"
    ),
    "GaussianNLLLoss": LossEntry("gaussian_nll_loss", "full=False eps=1e-06 reduction=mean"),
    "HingeEmbeddingLoss": LossEntry("hinge_embedding_loss", f"margin=1.0 {USUAL}"),
    "HuberLoss": LossEntry("huber_loss", "reduction=mean delta=1.0"),
    "KLDivLoss": LossEntry("kl_div", f"{USUAL} log_target=False"),
    "L1Loss": LossEntry("l1_loss", USUAL),
    "MSELoss": LossEntry("mse_loss", USUAL),
    "MarginRankingLoss": LossEntry("margin_ranking_loss", f"margin=0.0 {USUAL}"),
    "MultiLabelMarginLoss": LossEntry("multilabel_margin_loss", USUAL),
    "MultiLabelSoftMarginLoss": LossEntry(
        "multilabel_soft_margin_loss", f"weight=None {USUAL}", "_WeightedLoss"
    ),
    "MultiMarginLoss": LossEntry(
        "multi_margin_loss", f"p=1 margin=1.0 weight=None {USUAL}", "_WeightedLoss"
    ),
    "NLLLoss": LossEntry("nll_loss", CLASSES, "_WeightedLoss"),
    "NLLLoss2d": LossEntry("nll_loss", CLASSES, "NLLLoss"),
    "PoissonNLLLoss": LossEntry(
        "poisson_nll_loss",
        "log_input=True full=False size_average=None eps=1e-08 reduce=None reduction=mean",
    ),
    "SmoothL1Loss": LossEntry("smooth_l1_loss", f"{USUAL} beta=1.0"),
    "SoftMarginLoss": LossEntry("soft_margin_loss", USUAL),
    "TripletMarginLoss": LossEntry(
        "triplet_margin_loss", f"margin=1.0 p=2.0 eps=1e-06 swap=False {USUAL}"
    ),
    "TripletMarginWithDistanceLoss": LossEntry(
        "triplet_margin_with_distance_loss",
        "distance_function=None margin=1.0 swap=False reduction=mean",
    ),
}
