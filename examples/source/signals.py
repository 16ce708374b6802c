"""A classifier of one-dimensional signals that flattens with `view(Batch, -1)`."""

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self, length, classes=5):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 16, kernel_size=7, stride=2, padding=3)
        self.pool = nn.MaxPool1d(kernel_size=2)
        self.conv2 = nn.Conv1d(16, 32, 5)
        self.conv3 = nn.Conv1d(32, 64, 3, dilation=2)
        after = (length - 1) // 2 + 1
        after = after // 2 - 4
        after = after // 2 - 4
        self.fc1 = nn.Linear(64 * (after // 2), 128)
        self.fc2 = nn.Linear(128, classes)
        self.drop = nn.Dropout(p=0.5)

    def forward(self, x):
        Batch, _, _ = x.shape
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = self.pool(F.relu(self.conv3(x)))
        x = x.view(Batch, -1)
        x = self.drop(F.relu(self.fc1(x)))
        return F.log_softmax(self.fc2(x), dim=1)


model = Net(1000)
output = model(torch.zeros(8, 1, 1000))
