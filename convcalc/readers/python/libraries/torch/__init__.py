"""
PyTorch.

`names` has the table of `torch`, `functional` that of `torch.nn.functional`, `methods` what `torch`
and its tensors share, `modules` the smaller modules, `nn` the classes. An entry names its rule in
`functions`, and `calls` hands it the arguments. `tensor` is PyTorch's tensor, `hand` what it lends
to the operations that all libraries share.
"""
