"""`torch.nn.attention.flex_attention`: what makes masks of blocks is not read, so none is one."""


class BlockMask:
    pass
