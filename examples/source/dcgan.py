"""The generator and the discriminator of a DCGAN."""

import torch
from torch import nn

LATENT, FEATURES, CHANNELS = 100, 64, 3


def weights_init(module):
    name = module.__class__.__name__
    if name.find("Conv") != -1:
        nn.init.normal_(module.weight.data, 0.0, 0.02)
    elif name.find("BatchNorm") != -1:
        nn.init.normal_(module.weight.data, 1.0, 0.02)
        nn.init.constant_(module.bias.data, 0)


class Generator(nn.Module):
    def __init__(self, ngpu=1):
        super(Generator, self).__init__()
        self.ngpu = ngpu
        self.main = nn.Sequential(
            nn.ConvTranspose2d(LATENT, FEATURES * 8, 4, 1, 0, bias=False),
            nn.BatchNorm2d(FEATURES * 8),
            nn.ReLU(True),
            nn.ConvTranspose2d(FEATURES * 8, FEATURES * 4, 4, 2, 1, bias=False),
            nn.BatchNorm2d(FEATURES * 4),
            nn.ReLU(True),
            nn.ConvTranspose2d(FEATURES * 4, FEATURES * 2, 4, 2, 1, bias=False),
            nn.BatchNorm2d(FEATURES * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(FEATURES * 2, FEATURES, 4, 2, 1, bias=False),
            nn.BatchNorm2d(FEATURES),
            nn.ReLU(True),
            nn.ConvTranspose2d(FEATURES, CHANNELS, 4, 2, 1, bias=False),
            nn.Tanh(),
        )

    def forward(self, input):
        if input.is_cuda and self.ngpu > 1:
            output = nn.parallel.data_parallel(self.main, input, range(self.ngpu))
        else:
            output = self.main(input)
        return output


class Discriminator(nn.Module):
    def __init__(self, ngpu=1):
        super(Discriminator, self).__init__()
        self.ngpu = ngpu
        layers = [nn.Conv2d(CHANNELS, FEATURES, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        for step in range(3):
            width = FEATURES * 2**step
            layers += [
                nn.Conv2d(width, width * 2, 4, 2, 1, bias=False),
                nn.BatchNorm2d(width * 2),
                nn.LeakyReLU(0.2, inplace=True),
            ]
        layers.append(nn.Conv2d(FEATURES * 8, 1, 4, 1, 0, bias=False))
        self.main = nn.Sequential(*layers, nn.Sigmoid())

    def forward(self, input):
        return self.main(input).view(-1, 1).squeeze(1)


if __name__ == "__main__":
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    netG = Generator().to(device)
    netG.apply(weights_init)
    netD = Discriminator().to(device)
    noise = torch.randn(64, LATENT, 1, 1, device=device)
    fake = netG(noise)
    print(netD(fake.detach()).shape)
