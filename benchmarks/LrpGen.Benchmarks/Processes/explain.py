"""Loads a network from a safetensors file, explains one input with zennit or captum, and prints how long a call takes.

usage: explain.py PACKAGE NETWORK WEIGHTS INPUT OUTPUT THREADS|once|wait
Prints the median microseconds of forward and explanation together; OUTPUT takes the relevances, raw float32.
With "once" it explains once, with "wait" it then prints a line and waits for its input to end: a whole process, measured from outside.
"""
import json
import statistics
import struct
import sys
import time

import torch
from torch import nn

GAMMA = 0.25
RMS = 0.25
STABILIZER = 1e-6
SECONDS = 20


class Perceptron(nn.Module):
    """784-300-100-10: z-box at the pixels, gamma, LRP-0."""

    shape = (1, 784)
    low, high = 0.0, 1.0
    rules = {'layers.1': 'box', 'layers.3': 'gamma', 'layers.5': 'zero'}

    def __init__(self, pool):
        super().__init__()
        sizes = (784, 300, 100, 10)
        self.layers = nn.ModuleDict()
        for k in range(3):
            self.layers[str(2 * k + 1)] = nn.Linear(sizes[k], sizes[k + 1])
            if k < 2:
                self.layers[str(2 * k + 2)] = nn.ReLU()
        self.prefix = 'layers.'

    def forward(self, x):
        for layer in self.layers.values():
            x = layer(x)
        return x


class Vgg16(nn.Module):
    """VGG-16 under the thesis's rules by number of module; z-box at the pixels."""

    shape = (1, 3, 224, 224)
    low, high = -2.0, 2.0
    rules = {
        'features.0': 'box',
        **{f'features.{k}': 'gamma' for k in (2, 5, 7, 10, 12, 14)},
        **{f'features.{k}': 'rms' for k in (17, 19, 21, 24, 26, 28)},
        **{f'classifier.{k}': 'zero' for k in (0, 3, 6)},
    }

    def __init__(self, pool):
        super().__init__()
        features, channels = [], 3
        for stage in ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)):
            for width in stage:
                features += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
                channels = width
            features.append(pool())
        self.features = nn.Sequential(*features)
        self.classifier = nn.Sequential(
            nn.Linear(512 * 7 * 7, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 1000))
        self.prefix = ''

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


class AverageBack(torch.autograd.Function):
    """Max pooling whose relevance goes back as that of average pooling."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return nn.functional.max_pool2d(x, 2)

    @staticmethod
    def backward(ctx, relevance):
        x, = ctx.saved_tensors
        average = nn.functional.avg_pool2d(x, 2)
        share = relevance / (average + torch.where(average < 0, -STABILIZER, STABILIZER).to(average)) / 4
        return x * nn.functional.interpolate(share, scale_factor=2, mode='nearest')


class AveragedMaxPool(nn.Module):
    def forward(self, x):
        return AverageBack.apply(x)


def read_tensors(path):
    with open(path, 'rb') as file:
        data = bytearray(file.read())
    length, = struct.unpack_from('<Q', data)
    header = json.loads(data[8:8 + length])
    header.pop('__metadata__', None)
    for name, tensor in header.items():
        begin, end = tensor['data_offsets']
        values = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=8 + length + begin)
        yield name, values.reshape(tensor['shape'])


def with_zennit(model):
    from zennit.attribution import Gradient
    from zennit.composites import NameMapComposite
    from zennit.core import Stabilizer
    from zennit.rules import Epsilon, Gamma, Pass, ZBox

    rules = {
        'box': ZBox(low=model.low, high=model.high),
        'gamma': Gamma(gamma=GAMMA),
        'rms': Epsilon(epsilon=Stabilizer(epsilon=RMS, norm_scale=True)),
        'zero': Epsilon(epsilon=STABILIZER),
    }
    name_map = [([name], rules[rule]) for name, rule in model.rules.items()]
    name_map += [([name], Pass()) for name, module in model.named_modules() if isinstance(module, nn.ReLU)]
    attributor = Gradient(model=model, composite=NameMapComposite(name_map))
    attributor.__enter__()

    def logit(output):
        return torch.where(output == output.max(), output, torch.zeros_like(output))

    return lambda x: attributor(x, logit)[1]


def with_captum(model):
    from captum.attr import LRP
    from captum.attr._utils.lrp_rules import EpsilonRule, GammaRule

    explainer = LRP(model)

    def explain(x):
        # It has neither a z-box nor an epsilon in proportion: the epsilon rule stands in for both. It forgets its rules after each call.
        for name, module in model.named_modules():
            if name in model.rules:
                module.rule = GammaRule(gamma=GAMMA) if model.rules[name] == 'gamma' else EpsilonRule(epsilon=STABILIZER)
        with torch.no_grad():
            target = int(model(x).argmax())
        return explainer.attribute(x, target=target)

    return explain


def main(package, network, weights, source, target, how):
    is_timed = how.isdigit()
    torch.set_num_threads(int(how) if is_timed else 1)
    kind = {'mnist-mlp': Perceptron, 'vgg-16': Vgg16}[network]
    model = kind((lambda: nn.MaxPool2d(2)) if package == 'captum' else AveragedMaxPool).eval()
    model.load_state_dict({model.prefix + name: values for name, values in read_tensors(weights)})
    with open(source, 'rb') as file:
        x = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(kind.shape)
    explain = {'zennit': with_zennit, 'captum': with_captum}[package](model)
    relevance = explain(x)
    with open(target, 'wb') as file:
        values = relevance.detach().contiguous().flatten().tolist()
        file.write(struct.pack(f'<{len(values)}f', *values))
    if how == 'wait':
        print('done', flush=True)
        sys.stdin.read()
    if not is_timed:
        return
    times, end = [], time.perf_counter() + SECONDS
    while len(times) < 5 or (len(times) < 1000 and time.perf_counter() < end):
        start = time.perf_counter()
        explain(x)
        times.append(time.perf_counter() - start)
    print(statistics.median(times) * 1e6)


main(*sys.argv[1:])
