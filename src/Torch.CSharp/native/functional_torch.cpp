// The door to libtorch: operators are found by name and called through the dispatcher's boxed interface, so that one
// function serves all of them, in every version of libtorch. Nothing is thrown across this boundary: functions return a
// status, and the text of a thread's last error can be asked for.
//
// Derivatives are not libtorch's business here, so every call runs in its inference mode.

#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <new>
#include <string>
#include <utility>
#include <vector>

#if defined(_WIN32)
#define FUNCTIONAL_EXPORT extern "C" __declspec(dllexport)
#else
#define FUNCTIONAL_EXPORT extern "C" __attribute__((visibility("default")))
#endif

namespace {

// Changes whenever an exported function or an encoding does.
constexpr std::int32_t abi = 2;

enum Status : std::int32_t { Ok = 0, Failed = 1, OutOfMemory = 2 };

enum class Kind : std::int32_t {
    None = 0,
    Tensor = 1,      // payload: a handle; in a program, the number of a slot; aux: 1 where it must lie as rows
    Integer = 2,     // payload: the number; also dtypes and layouts
    Real = 3,        // payload: the bits of a double
    Truth = 4,       // payload: 0 or 1
    Device = 5,      // payload: the number of a CUDA device, -1 for the CPU
    Integers = 6,    // aux: how many of the arguments that follow are its elements
    Reals = 7,       // the same
    Tensors = 8,     // the same
    Text = 9,        // aux: bytes, which fill the arguments that follow
};

struct Argument {
    Kind kind;
    std::int32_t aux;
    std::int64_t payload;
};
static_assert(sizeof(Argument) == 16, "arguments are shared with .NET");

// A tensor that a call made: an owning pointer, and the bytes that it alone keeps alive.
struct Made {
    c10::TensorImpl* tensor;
    std::int64_t bytes;
};

struct Facts {
    std::int64_t elements;
    std::int64_t bytes;
    std::int32_t dtype;
    std::int32_t device;
    std::int32_t rank;
    std::int32_t dense;
};

// A call of a program: where its parts are among those of all calls.
struct Call {
    const c10::OperatorHandle* operation;
    std::int32_t first_argument;
    std::int32_t arguments;
    std::int32_t first_result;
    std::int32_t results;
    std::int32_t first_free;
    std::int32_t frees;
};

using Pointer = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;
using Stack = std::vector<c10::IValue>;

thread_local std::string error;

// What is alive: each thread counts what it made and freed, so that counting takes no lock; together they are right.
struct Count {
    std::atomic<std::int64_t> tensors{0};
    std::atomic<std::int64_t> bytes{0};

    void add(std::int64_t more_tensors, std::int64_t more_bytes) {
        tensors.store(tensors.load(std::memory_order_relaxed) + more_tensors, std::memory_order_relaxed);
        bytes.store(bytes.load(std::memory_order_relaxed) + more_bytes, std::memory_order_relaxed);
    }
};

// The counts of the threads that are there, and one of all that have ended.
class Counts {
public:
    void enter(Count* count) {
        const std::lock_guard<std::mutex> lock(changing);
        running.push_back(count);
    }

    void leave(Count* count) {
        const std::lock_guard<std::mutex> lock(changing);
        ended.add(count->tensors.load(), count->bytes.load());
        running.erase(std::find(running.begin(), running.end(), count));
    }

    void sum(std::int64_t* tensors, std::int64_t* bytes) {
        const std::lock_guard<std::mutex> lock(changing);
        *tensors = ended.tensors.load();
        *bytes = ended.bytes.load();
        for (const auto* count : running) {
            *tensors += count->tensors.load(std::memory_order_relaxed);
            *bytes += count->bytes.load(std::memory_order_relaxed);
        }
    }

private:
    std::mutex changing;
    std::vector<Count*> running;
    Count ended;
};

// Threads may end after everything static has been destroyed: this never is.
Counts& counts() {
    static auto* all = new Counts;
    return *all;
}

// What a thread has of its own.
struct Thread {
    Count live;

    // The arguments and results of a call: its memory is used again by the next one.
    std::vector<c10::IValue> stack;

    Thread() { counts().enter(&live); }
    ~Thread() { counts().leave(&live); }
};

// A plain pointer is found faster than an object that a thread has to make first.
thread_local Thread* mine = nullptr;

struct Ending {
    ~Ending() {
        delete mine;
        mine = nullptr;
    }
};

// What a thread still frees while it ends goes to another one, which stays.
Thread& make_own() {
    thread_local Ending ending;
    (void)ending;
    return *(mine = new Thread);
}

Thread& own() { return mine != nullptr ? *mine : make_own(); }

// Which of the last two owners of a storage is the last is decided under this lock.
std::mutex sharing;

Status fail(const char* text, Status status = Failed) {
    try {
        error = text;
    } catch (...) {
        status = OutOfMemory;
    }
    return status;
}

bool tells_of_memory(const char* text) {
    // What the allocators of the CPU and of CUDA say, in this version and that.
    for (const auto* words : {"not enough memory", "out of memory", "can't allocate memory", "allocate memory for"})
        if (std::strstr(text, words) != nullptr) return true;
    return false;
}

template <typename F>
Status guarded(F&& f) noexcept {
    try {
        c10::InferenceMode inference;
        f();
        return Ok;
    } catch (const c10::Error& e) {
        const char* text = e.what_without_backtrace();
        return fail(text, tells_of_memory(text) ? OutOfMemory : Failed);
    } catch (const std::bad_alloc&) {
        return fail("std::bad_alloc", OutOfMemory);
    } catch (const std::exception& e) {
        return fail(e.what(), tells_of_memory(e.what()) ? OutOfMemory : Failed);
    } catch (...) {
        return fail("an exception that is no std::exception");
    }
}

c10::Device device_of(std::int64_t index) {
    return index < 0 ? c10::Device(c10::DeviceType::CPU)
                     : c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(index));
}

// The bytes that would be free if the tensor were: none if another tensor has the same storage.
std::int64_t own_bytes(const c10::TensorImpl* tensor) {
    if (!tensor->has_storage()) return 0;
    const auto& storage = tensor->storage();
    return storage.use_count() == 1 ? static_cast<std::int64_t>(storage.nbytes()) : 0;
}

Made hand_out(at::Tensor&& tensor, Count& live) {
    TORCH_CHECK(tensor.defined(), "the result is undefined");
    auto* raw = tensor.unsafeReleaseTensorImpl();
    // One that was there before, as contiguous() may give, is counted once for each handle, its bytes once.
    const auto bytes = c10::raw::intrusive_ptr::use_count(raw) == 1 ? own_bytes(raw) : 0;
    live.add(1, bytes);
    return {raw, bytes};
}

at::Tensor borrowed(c10::TensorImpl* tensor) {
    return at::Tensor(Pointer::reclaim_copy(tensor));
}

// Appends what `arguments` say to the stack; `tensor` finds the tensor that a payload means.
template <typename Find>
void push(Stack& stack, const Argument* arguments, std::int32_t count, Find&& tensor) {
    for (std::int32_t i = 0; i < count; i++) {
        const auto& a = arguments[i];
        switch (a.kind) {
        case Kind::None:
            stack.emplace_back();
            break;
        case Kind::Tensor:
            if (a.aux == 0) stack.emplace_back(tensor(a.payload));
            else stack.emplace_back(tensor(a.payload).contiguous());
            break;
        case Kind::Integer:
            stack.emplace_back(a.payload);
            break;
        case Kind::Real: {
            double real;
            std::memcpy(&real, &a.payload, sizeof real);
            stack.emplace_back(real);
            break;
        }
        case Kind::Truth:
            stack.emplace_back(a.payload != 0);
            break;
        case Kind::Device:
            stack.emplace_back(device_of(a.payload));
            break;
        case Kind::Integers: {
            c10::List<std::int64_t> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) list.push_back(arguments[i + k].payload);
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Reals: {
            c10::List<double> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) {
                double real;
                std::memcpy(&real, &arguments[i + k].payload, sizeof real);
                list.push_back(real);
            }
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Tensors: {
            c10::List<at::Tensor> list;
            list.reserve(a.aux);
            for (auto k = 1; k <= a.aux; k++) list.push_back(tensor(arguments[i + k].payload));
            stack.emplace_back(std::move(list));
            i += a.aux;
            break;
        }
        case Kind::Text:
            stack.emplace_back(std::string(reinterpret_cast<const char*>(arguments + i + 1), a.aux));
            i += static_cast<std::int32_t>((a.aux + sizeof(Argument) - 1) / sizeof(Argument));
            break;
        default:
            TORCH_CHECK(false, "argument ", i, " has the unknown kind ", static_cast<int>(a.kind));
        }
    }
}

// Calls an operator on a stack; what newer versions of it take besides has its default.
void invoke(const c10::OperatorHandle& operation, Stack& stack) {
    const auto& expected = operation.schema().arguments();
    for (auto i = stack.size(); i < expected.size(); i++) {
        TORCH_CHECK(expected[i].default_value(), "the argument ", expected[i].name(), " has no default");
        stack.push_back(*expected[i].default_value());
    }
    operation.callBoxed(&stack);
}

void drop(c10::TensorImpl** slots, const std::int32_t* which, std::int32_t count) {
    for (auto i = 0; i < count; i++) {
        auto* tensor = std::exchange(slots[which[i]], nullptr);
        if (tensor != nullptr) Pointer::reclaim(tensor);
    }
}

}  // namespace

FUNCTIONAL_EXPORT std::int32_t ft_abi() { return abi; }

FUNCTIONAL_EXPORT const char* ft_version() { return TORCH_VERSION; }

FUNCTIONAL_EXPORT const char* ft_error() { return error.c_str(); }

// Finds an operator; it stays found for as long as the process lives.
FUNCTIONAL_EXPORT Status ft_find(const char* name, const char* overload, const c10::OperatorHandle** operation) {
    *operation = nullptr;
    return guarded([&] {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(found.has_value(), "there is no operator ", name, overload[0] ? "." : "", overload);
        *operation = new c10::OperatorHandle(*found);
    });
}

// Calls an operator that gives `count_made` tensors.
FUNCTIONAL_EXPORT Status ft_call(
    const c10::OperatorHandle* operation, const Argument* arguments, std::int32_t count, Made* made,
    std::int32_t count_made) {
    auto& thread = own();
    auto& stack = thread.stack;
    const auto status = guarded([&] {
        push(stack, arguments, count, [](std::int64_t handle) {
            return borrowed(reinterpret_cast<c10::TensorImpl*>(handle));
        });
        invoke(*operation, stack);
        TORCH_CHECK(
            stack.size() == static_cast<std::size_t>(count_made), "expected ", count_made, " results, got ", stack.size());
        for (auto i = 0; i < count_made; i++) TORCH_CHECK(stack[i].isTensor(), "result ", i, " is no tensor");
        for (auto i = 0; i < count_made; i++) made[i] = hand_out(std::move(stack[i]).toTensor(), thread.live);
    });
    stack.clear();
    return status;
}

// Runs the calls of a program from `*done` on, and counts them there. Slots hold tensors of the program's own, which are
// counted when they are handed out, and borrowed ones, which no call frees. What a call made is freed after its last use.
FUNCTIONAL_EXPORT Status ft_run(
    const Call* calls, std::int32_t count, const Argument* arguments, const std::int32_t* frees, c10::TensorImpl** slots,
    std::int32_t* done) {
    auto& stack = own().stack;
    const auto status = guarded([&] {
        for (; *done < count; (*done)++) {
            const auto& call = calls[*done];
            push(stack, arguments + call.first_argument, call.arguments, [slots](std::int64_t slot) {
                return borrowed(slots[slot]);
            });
            invoke(*call.operation, stack);
            TORCH_CHECK(
                stack.size() == static_cast<std::size_t>(call.results), "expected ", call.results, " results, got ",
                stack.size());
            for (const auto& result : stack) TORCH_CHECK(result.isTensor(), "a result is no tensor");
            for (auto i = 0; i < call.results; i++)
                slots[call.first_result + i] = std::move(stack[i]).toTensor().unsafeReleaseTensorImpl();
            stack.clear();
            drop(slots, frees + call.first_free, call.frees);
        }
    });
    stack.clear();
    return status;
}

// Hands a program's tensor out: the caller frees it.
FUNCTIONAL_EXPORT Status ft_hand_out(c10::TensorImpl** slots, std::int32_t slot, Made* made) {
    return guarded([&] { *made = hand_out(at::Tensor(Pointer::reclaim(std::exchange(slots[slot], nullptr))), own().live); });
}

// A tensor for a slot, which is the program's own from then on.
FUNCTIONAL_EXPORT void ft_take_in(c10::TensorImpl* handle, c10::TensorImpl** slots, std::int32_t slot) {
    slots[slot] = borrowed(handle).unsafeReleaseTensorImpl();
}

// Frees tensors of a program's own, those that are there.
FUNCTIONAL_EXPORT void ft_drop(c10::TensorImpl** slots, const std::int32_t* which, std::int32_t count) {
    drop(slots, which, count);
}

// A new tensor with the elements of row-major host memory.
FUNCTIONAL_EXPORT Status ft_create(
    const void* data, const std::int64_t* lengths, std::int32_t rank, std::int32_t dtype, std::int32_t device, Made* made) {
    return guarded([&] {
        const at::IntArrayRef sizes(lengths, static_cast<std::size_t>(rank));
        const auto options = at::TensorOptions().dtype(static_cast<c10::ScalarType>(dtype));
        auto tensor = at::empty(sizes, options.device(device_of(device)));
        if (tensor.numel() > 0) {
            if (device < 0) {
                std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
            } else {
                tensor.copy_(at::from_blob(const_cast<void*>(data), sizes, options));
            }
        }
        *made = hand_out(std::move(tensor), own().live);
    });
}

// Copies the elements into row-major host memory of the tensor's own dtype.
FUNCTIONAL_EXPORT Status ft_read(c10::TensorImpl* handle, void* data) {
    return guarded([&] {
        const auto tensor = borrowed(handle);
        if (tensor.numel() == 0) return;
        if (tensor.device().is_cpu() && tensor.is_contiguous()) {
            std::memcpy(data, tensor.data_ptr(), tensor.nbytes());
        } else {
            at::from_blob(data, tensor.sizes(), at::TensorOptions().dtype(tensor.scalar_type())).copy_(tensor);
        }
    });
}

FUNCTIONAL_EXPORT Status ft_facts(c10::TensorImpl* handle, Facts* facts, std::int64_t* lengths, std::int32_t most) {
    return guarded([&] {
        const auto tensor = borrowed(handle);
        *facts = {
            tensor.numel(),
            own_bytes(handle),
            static_cast<std::int32_t>(tensor.scalar_type()),
            tensor.device().is_cpu() ? -1 : static_cast<std::int32_t>(tensor.device().index()),
            static_cast<std::int32_t>(tensor.dim()),
            tensor.is_contiguous() ? 1 : 0};
        for (std::int64_t i = 0; i < tensor.dim() && i < most; i++) lengths[i] = tensor.size(i);
    });
}

// Another handle of the same tensor.
FUNCTIONAL_EXPORT c10::TensorImpl* ft_share(c10::TensorImpl* handle) {
    own().live.add(1, 0);
    return borrowed(handle).unsafeReleaseTensorImpl();
}

FUNCTIONAL_EXPORT void ft_free(c10::TensorImpl* handle) {
    const auto last = [&] { return c10::raw::intrusive_ptr::use_count(handle) == 1; };
    const auto drop = [&] {
        const auto bytes = last() ? own_bytes(handle) : 0;
        own().live.add(-1, -bytes);
        Pointer::reclaim(handle);
    };
    if (last() && (!handle->has_storage() || handle->storage().use_count() == 1)) {
        drop();
    } else {
        const std::lock_guard<std::mutex> lock(sharing);
        drop();
    }
}

// The handles that are out, and the bytes that they keep alive.
FUNCTIONAL_EXPORT void ft_live(std::int64_t* tensors, std::int64_t* bytes) {
    counts().sum(tensors, bytes);
}

FUNCTIONAL_EXPORT std::int32_t ft_cuda_count() {
    std::int32_t count = 0;
    guarded([&] {
        if (c10::impl::hasDeviceGuardImpl(c10::DeviceType::CUDA))
            count = c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).deviceCount();
    });
    return count;
}

// Waits until everything that was asked of a device is done; the CPU always is.
FUNCTIONAL_EXPORT Status ft_synchronize(std::int32_t device) {
    return guarded([&] {
        if (device < 0) return;
        c10::impl::VirtualGuardImpl(c10::DeviceType::CUDA).getStream(device_of(device)).synchronize();
    });
}

FUNCTIONAL_EXPORT std::int32_t ft_threads() { return at::get_num_threads(); }

FUNCTIONAL_EXPORT Status ft_set_threads(std::int32_t count) {
    return guarded([&] { at::set_num_threads(count); });
}

// The time that a number of calls of an operator takes from here, in nanoseconds a call: what no caller can better.
FUNCTIONAL_EXPORT Status ft_time(
    const c10::OperatorHandle* operation, const Argument* arguments, std::int32_t count, std::int32_t repetitions,
    double* nanoseconds) {
    return guarded([&] {
        const auto start = std::chrono::steady_clock::now();
        for (auto i = 0; i < repetitions; i++) {
            Stack stack;
            stack.reserve(static_cast<std::size_t>(count) + 2);
            push(stack, arguments, count, [](std::int64_t handle) {
                return borrowed(reinterpret_cast<c10::TensorImpl*>(handle));
            });
            invoke(*operation, stack);
        }
        const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - start;
        *nanoseconds = taken.count() / repetitions;
    });
}
