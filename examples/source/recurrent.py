"""A convolutional front end, an LSTM and weight tying."""

import torch
import torch.nn as nn


class Speech(nn.Module):
    def __init__(self, n_mels=40, hidden=64, vocabulary=30):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(1, 8, (3, 3), stride=(2, 1), padding=1), nn.BatchNorm2d(8), nn.Hardtanh(0, 20, inplace=True)
        )
        self.rnn = nn.LSTM(8 * ((n_mels + 1) // 2), hidden, num_layers=2, batch_first=True, bidirectional=True)
        self.project = nn.Linear(2 * hidden, hidden)
        self.embedding = nn.Embedding(vocabulary, hidden)
        self.decode = nn.Linear(hidden, vocabulary, bias=False)
        self.decode.weight = self.embedding.weight

    def forward(self, x, lengths=None):
        x = self.conv(x)
        sizes = x.size()
        x = x.view(sizes[0], sizes[1] * sizes[2], sizes[3]).transpose(1, 2)
        x, (h, c) = self.rnn(x)
        return torch.log_softmax(self.decode(self.project(x)), dim=-1), h[-1]
