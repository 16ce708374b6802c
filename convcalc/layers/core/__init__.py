"""What all kinds of layer share: the window, shapes, arguments, trails."""
