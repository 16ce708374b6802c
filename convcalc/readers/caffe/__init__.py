"""Caffe's networks: .prototxt files, and .caffemodel files for what they store."""
