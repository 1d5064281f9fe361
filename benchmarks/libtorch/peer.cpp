// The peer's side of what runs on libtorch: the same workloads in C++, by its typed functions and its own derivatives. Commands
// and answers are those of pytorch.py.

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using torch::Tensor;
using Groups = std::vector<std::vector<Tensor>>;

// Something to repeat, and the numbers that the last repetition left behind.
struct Run {
    std::function<void()> step;
    std::function<Groups()> tell;
};

constexpr double batch_seconds = 0.004;
constexpr std::int64_t samples = 32;

Tensor waves(std::int64_t rows, std::int64_t columns, double amplitude, double frequency) {
    const auto k = torch::arange(rows * columns, torch::kFloat64);
    return (amplitude * (frequency * k).sin()).to(torch::kFloat32).reshape({rows, columns});
}

// A thousand multiplications of single numbers, without derivatives.
Run multiplications() {
    const auto x = torch::tensor(1.0001f);
    auto value = std::make_shared<Tensor>();
    return {
        [=] {
            const at::AutoDispatchBelowADInplaceOrView below;
            auto y = x;
            for (auto i = 0; i < 1000; i++) y = at::mul(y, x);
            *value = y;
        },
        [=] { return Groups{{*value}}; }};
}

Run descend(std::vector<Tensor> parameters, std::function<Tensor(const std::vector<Tensor>&)> cost, double rate) {
    for (auto& p : parameters) p.requires_grad_();
    auto value = std::make_shared<Tensor>();
    return {
        [=]() mutable {
            *value = cost(parameters);
            value->backward();
            const torch::NoGradGuard none;
            for (auto& p : parameters) {
                p.sub_(p.grad(), rate);
                p.mutable_grad().reset();
            }
        },
        [=] { return Groups{{*value}, parameters}; }};
}

Run perceptron() {
    const auto x = waves(64, 784, 1.0, 0.37);
    const auto labels = 7 * torch::arange(64) % 10;
    const auto cost = [=](const std::vector<Tensor>& p) {
        const auto hidden = (x.matmul(p[0]) + p[1]).relu();
        return torch::nn::functional::cross_entropy(hidden.matmul(p[2]) + p[3], labels);
    };
    return descend({waves(784, 128, 0.05, 0.7), torch::zeros(128), waves(128, 10, 0.1, 0.9), torch::zeros(10)}, cost, 0.1);
}

// What is compared: groups as they are, large ones by their sums and by samples (as in Digest.cs).
std::vector<std::vector<double>> numbers(const Groups& groups) {
    std::vector<std::vector<double>> result;
    for (const auto& group : groups) {
        std::vector<Tensor> parts;
        for (const auto& t : group) parts.push_back(t.detach().to(torch::kFloat64).reshape({-1}));
        const auto flat = torch::cat(parts).contiguous();
        const auto* data = flat.data_ptr<double>();
        const auto n = flat.numel();
        if (n <= 2 * samples) {
            result.emplace_back(data, data + n);
            continue;
        }
        result.push_back({flat.sum().item<double>(), flat.abs().sum().item<double>()});
        result.emplace_back();
        for (std::int64_t i = 0; i < samples; i++) result.back().push_back(data[i * (n - 1) / (samples - 1)]);
    }
    return result;
}

double clock(const Run& run, std::int64_t count) {
    const auto begin = std::chrono::steady_clock::now();
    for (std::int64_t i = 0; i < count; i++) run.step();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

std::int64_t warm_up(const Run& run, double seconds) {
    std::int64_t count = 1;
    for (auto spent = 0.0;;) {
        const auto taken = clock(run, count);
        spent += taken;
        count = std::max<std::int64_t>(1, static_cast<std::int64_t>(batch_seconds / (taken / count)));
        if (spent >= seconds) return count;
    }
}

// The lower quartile of batches, as on the other sides (Clock.cs).
double typical_time(const Run& run, std::int64_t count, double seconds) {
    std::vector<double> times;
    for (auto spent = 0.0; times.empty() || spent < seconds;) {
        const auto taken = clock(run, count);
        spent += taken;
        times.push_back(taken / count);
    }
    std::sort(times.begin(), times.end());
    return times[(times.size() - 1) / 4] * 1e6;
}

void answer(const std::vector<std::vector<double>>& groups) {
    std::cout << "[";
    for (std::size_t i = 0; i < groups.size(); i++) {
        std::cout << (i ? ",[" : "[");
        for (std::size_t k = 0; k < groups[i].size(); k++) std::cout << (k ? "," : "") << groups[i][k];
        std::cout << "]";
    }
    std::cout << "]" << std::endl;
}

}  // namespace

int main(int count, char** words) {
    const std::map<std::string, std::function<Run()>> workloads{{"L1", multiplications}, {"L5", perceptron}};
    torch::set_num_threads(count == 3 && words[1] == std::string("--threads") ? std::stoi(words[2]) : 1);
    std::cout << std::setprecision(17) << "\"libtorch " << TORCH_VERSION << "\"" << std::endl;
    Run run;
    std::int64_t batch = 1, parts = 1;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream in(line);
        std::string command, name;
        in >> command;
        if (command == "start") {
            std::int64_t steps;
            double warm;
            in >> steps >> parts >> warm >> name;
            run = workloads.at(name)();
            for (std::int64_t i = 0; i < steps; i++) run.step();
            answer(numbers(run.tell()));
            batch = warm_up(run, warm / 1e3);
        } else if (command == "time") {
            double milliseconds;
            in >> milliseconds;
            std::cout << typical_time(run, batch, milliseconds / 1e3) / parts << std::endl;
        }
    }
}
