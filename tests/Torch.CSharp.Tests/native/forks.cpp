// Forks after libtorch was loaded and has computed, with threads at work in it, and asks it for everything in the child, which
// must be told each time that it was forked, and must end. What a child says is how many of its checks had failed; what the
// program says, whether one had or hung.
//
// usage: forks LIBRARY

#include <dlfcn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

constexpr int ok = 0, forked = 3;
constexpr int float32 = 6, cpu = -1;
constexpr unsigned seconds = 30;

struct Argument {
    std::int32_t kind, aux;
    std::int64_t payload;
};

struct Made {
    void* tensor;
    std::int64_t bytes;
};

struct Call {
    void* operation;
    std::int32_t first_argument, arguments, first_result, results, first_free, frees;
};

void* library;

template <typename F>
F* door(const char* name) {
    auto* found = dlsym(library, name);
    if (found == nullptr) {
        std::fprintf(stderr, "there is no %s\n", name);
        std::exit(2);
    }
    return reinterpret_cast<F*>(found);
}

const char* failed = nullptr;

void check(const char* what, bool is_right) {
    if (!is_right && failed == nullptr) failed = what;
}

// Asks for everything once. In a child each answer is that it was forked, elsewhere that all is well.
void ask(int expected) {
    static auto* create = door<int(const void*, const std::int64_t*, std::int32_t, std::int32_t, std::int32_t, Made*)>("ft_create");
    static auto* find = door<int(const char*, const char*, void**)>("ft_find");
    static auto* call = door<int(void*, const Argument*, std::int32_t, Made*, std::int32_t)>("ft_call");
    static auto* run = door<int(const Call*, std::int32_t, const Argument*, const std::int32_t*, void**, std::int32_t*)>("ft_run");
    static auto* read = door<int(void*, void*)>("ft_read");
    static auto* facts = door<int(void*, void*, std::int64_t*, std::int32_t)>("ft_facts");
    static auto* synchronize = door<int(std::int32_t)>("ft_synchronize");
    static auto* set_threads = door<int(std::int32_t)>("ft_set_threads");
    static auto* live = door<void(std::int64_t*, std::int64_t*)>("ft_live");
    static auto* devices = door<std::int32_t()>("ft_cuda_count");
    static auto* share = door<void*(void*)>("ft_share");
    static auto* release = door<void(void*)>("ft_free");
    static auto* release_later = door<void(void* const*, std::int32_t)>("ft_free_later");

    constexpr std::int64_t side = 256;
    static std::vector<float> numbers(side * side, 1.0f);
    static const std::int64_t lengths[] = {side, side};
    static Made x{nullptr, 0}, y{nullptr, 0};
    static void* product = nullptr;

    check("ft_find", find("aten::mm", "", &product) == expected || product != nullptr);
    void* again;
    check("ft_find", find("aten::mm", "", &again) == expected);
    if (again != nullptr) product = again;
    Made made{nullptr, 0};
    check("ft_create", create(numbers.data(), lengths, 2, float32, cpu, &made) == expected);
    if (x.tensor == nullptr) x = made;
    else if (made.tensor != nullptr) release(made.tensor);

    // A product of this size asks for OpenMP's threads.
    static void* operation = product;
    const Argument two[] = {{1, 0, reinterpret_cast<std::int64_t>(x.tensor)}, {1, 0, reinterpret_cast<std::int64_t>(x.tensor)}};
    made = {nullptr, 0};
    check("ft_call", call(operation, two, 2, &made, 1) == expected);
    if (y.tensor == nullptr) y = made;
    else if (made.tensor != nullptr) release(made.tensor);

    const Call calls[] = {{operation, 0, 2, 1, 1, 0, 1}};
    const Argument slots_of[] = {{1, 0, 0}, {1, 0, 0}};
    const std::int32_t freed[] = {1};
    void* slots[] = {x.tensor, nullptr};
    std::int32_t done = 0;
    check("ft_run", run(calls, 1, slots_of, freed, slots, &done) == expected);

    check("ft_read", read(x.tensor, numbers.data()) == expected);
    std::int64_t fact[8], length[2];
    check("ft_facts", facts(x.tensor, fact, length, 2) == expected);
    check("ft_synchronize", synchronize(cpu) == expected);
    check("ft_set_threads", set_threads(2) == expected);

    // These have nothing to say, and come back.
    std::int64_t tensors, bytes;
    live(&tensors, &bytes);
    check("ft_live", (tensors > 0) == (expected == ok));
    check("ft_cuda_count", devices() >= 0);
    release(share(x.tensor));
    void* others[] = {share(y.tensor), share(x.tensor)};
    release_later(others, 2);
    if (expected == forked) {
        release(x.tensor);
        release(y.tensor);
    }
}

}  // namespace

int main(int count, char** arguments) {
    library = count == 2 ? dlopen(arguments[1], RTLD_NOW) : nullptr;
    if (library == nullptr) {
        std::fprintf(stderr, "usage: forks LIBRARY\n%s\n", count == 2 ? dlerror() : "");
        return 2;
    }
    door<void()>("ft_start")();
    ask(ok);

    // Locks are held at any time by somebody.
    std::atomic<bool> is_over{false};
    std::vector<std::thread> others;
    for (auto i = 0; i < 2; i++) {
        others.emplace_back([&] {
            auto* create = door<int(const void*, const std::int64_t*, std::int32_t, std::int32_t, std::int32_t, Made*)>("ft_create");
            auto* share = door<void*(void*)>("ft_share");
            auto* release = door<void(void*)>("ft_free");
            auto* live = door<void(std::int64_t*, std::int64_t*)>("ft_live");
            while (!is_over) {
                const float number = 1;
                Made made;
                create(&number, nullptr, 0, float32, cpu, &made);
                auto* second = share(made.tensor);
                release(made.tensor);
                release(second);
                std::int64_t tensors, bytes;
                live(&tensors, &bytes);
            }
        });
    }

    auto result = 0;
    for (auto i = 0; i < 50 && result == 0; i++) {
        const auto child = fork();
        if (child == 0) {
            // One that hangs is ended by the system.
            alarm(seconds);
            ask(forked);
            if (failed != nullptr) std::fprintf(stderr, "%s: not what a forked process is to be told\n", failed);
            _exit(failed == nullptr ? 0 : 1);
        }
        int status;
        if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
            std::fprintf(stderr, "child %d ended with status %d%s\n", i, status, WIFSIGNALED(status) ? ": it hung, or crashed" : "");
            result = 1;
        }
    }
    is_over = true;
    for (auto& other : others) other.join();

    // The parent goes on.
    ask(ok);
    if (failed != nullptr) std::fprintf(stderr, "%s: not what it was before the forks\n", failed);
    return failed == nullptr ? result : 1;
}
