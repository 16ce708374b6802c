"""ncnn's .param files."""
