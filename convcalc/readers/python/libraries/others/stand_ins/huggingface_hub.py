"""`huggingface_hub`: weights on a server have nothing to do with shapes."""


class ModelHubMixin:
    def __init_subclass__(cls, **options):
        """Words about the model are not kept."""

    @classmethod
    def from_pretrained(cls, *args, **options):
        """Weights are never loaded."""

    def push_to_hub(self, *args, **options):
        """Nothing is sent."""

    def save_pretrained(self, *args, **options):
        """Nothing is written."""


class PyTorchModelHubMixin(ModelHubMixin):
    """The same for modules of PyTorch."""
