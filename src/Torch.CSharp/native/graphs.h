// Graphs: a part of a program, captured once for tensors that stay and done again by a single command.
//
// A run copies what it is given into the inputs that stay, does the calls again, and gives copies of the outputs that stay. So
// it matters neither which tensors are given nor who keeps the results, and what lies between has its memory for good.

#pragma once

#include <ATen/ops/empty_like.h>

#include "boundary.h"
#include "copies.h"
#include "cuda_graph.h"
#include "programs.h"
#include "tensors.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace {

// Who does the calls again: CUDA, or for tests the CPU, which runs them once more. Of this one it can be had that the capture
// fails in the midst of the calls.
enum class Way : std::int32_t { Cuda = 0, Rehearsal = 1, FailingRehearsal = 2 };

// A part of a program.
struct Part {
    const Call* calls;
    const Argument* arguments;
    const std::int32_t* frees;
    const std::int32_t* inputs;   // slots that are read, with other tensors on every run
    const std::int32_t* fixed;    // slots that are read, with the same tensors always
    const std::int32_t* outputs;  // slots that are filled and not freed
    const std::int32_t* freed;    // inputs that are read for the last time
    std::int32_t count_calls;
    std::int32_t count_arguments;
    std::int32_t count_frees;
    std::int32_t count_inputs;
    std::int32_t count_fixed;
    std::int32_t count_outputs;
    std::int32_t count_freed;
    std::int32_t slots;           // of the program
    std::int32_t device;
    Way way;
};

// Slots that free what they hold.
class Slots {
public:
    explicit Slots(std::size_t count) : all(count, nullptr) {}
    Slots(Slots&&) = default;
    ~Slots() {
        for (auto* tensor : all)
            if (tensor != nullptr) release(tensor);
    }

    c10::TensorImpl** begin() { return all.data(); }
    c10::TensorImpl* at(std::size_t slot) const { return all[slot]; }
    void put(std::size_t slot, c10::TensorImpl* tensor) { all[slot] = tensor; }

    // Those of them, and nothing else.
    Slots only(const std::vector<std::int32_t>& some) && {
        Slots kept(all.size());
        for (const auto slot : some) kept.put(slot, std::exchange(all[slot], nullptr));
        return kept;
    }

private:
    std::vector<c10::TensorImpl*> all;
};

// Calls on inputs that stay.
class Recorded {
public:
    Recorded(const Part& part, c10::TensorImpl* const* given)
        : count(static_cast<std::size_t>(part.slots)), calls(part.calls, part.calls + part.count_calls),
          arguments(part.arguments, part.arguments + part.count_arguments),
          frees(part.frees, part.frees + part.count_frees),
          inputs(part.inputs, part.inputs + part.count_inputs),
          staying(count) {
        for (const auto slot : inputs)
            staying.put(slot, hand_out(at::empty_like(borrowed(given[slot])), own().live).tensor);
        for (auto i = 0; i < part.count_fixed; i++) staying.put(part.fixed[i], share(given[part.fixed[i]]));
        copy_in(given);
    }

    void copy_in(c10::TensorImpl* const* given) const {
        std::vector<at::Tensor> from, to;
        for (const auto slot : inputs) {
            from.push_back(borrowed(given[slot]));
            to.push_back(borrowed(staying.at(slot)));
        }
        copy(from, to);
    }

    // The slots after a run of all calls, or half of them.
    Slots run(bool is_whole = true) const {
        Slots slots(count);
        for (std::size_t i = 0; i < count; i++)
            if (staying.at(i) != nullptr) slots.put(i, share(staying.at(i)));
        const auto most = static_cast<std::int32_t>(is_whole ? calls.size() : calls.size() / 2);
        std::int32_t done = 0;
        ::run({calls.data(), most, arguments.data(), frees.data()}, slots.begin(), &done);
        return slots;
    }

private:
    const std::size_t count;
    const std::vector<Call> calls;
    const std::vector<Argument> arguments;
    const std::vector<std::int32_t> frees;
    const std::vector<std::int32_t> inputs;
    Slots staying;
};

// What captures calls and does them again.
class Again {
public:
    virtual ~Again() = default;

    // Runs the calls; what is in the slots then will be there again after each replay.
    virtual Slots capture(const Recorded& recorded) = 0;

    virtual void replay(const Recorded& recorded, const Slots& outputs) = 0;
};

// What a graph of CUDA's does to tensors, done by running the calls.
class Rehearsal final : public Again {
public:
    explicit Rehearsal(const Part& part)
        : outputs(part.outputs, part.outputs + part.count_outputs), fails(part.way == Way::FailingRehearsal) {}

    Slots capture(const Recorded& recorded) override {
        recorded.run();
        auto slots = recorded.run(!fails);
        TORCH_CHECK(!fails, "the rehearsed capture fails, as it was asked to");
        return slots;
    }

    void replay(const Recorded& recorded, const Slots& staying) override {
        const auto slots = recorded.run();
        for (const auto slot : outputs) {
            const auto from = compact(borrowed(slots.at(slot))), to = compact(borrowed(staying.at(slot)));
            // What is a view of something that stays has its elements already.
            if (!to.is_alias_of(from)) to.copy_(from);
        }
    }

private:
    const std::vector<std::int32_t> outputs;
    const bool fails;
};

#if defined(FUNCTIONAL_CUDA_GRAPHS)

// A graph of CUDA's.
class OnCuda final : public Again {
public:
    explicit OnCuda(std::int32_t device) : graph(static_cast<c10::DeviceIndex>(device)) {}

    Slots capture(const Recorded& recorded) override {
        return graph.capture([&] { return recorded.run(); });
    }

    void replay(const Recorded&, const Slots&) override { graph.replay(); }

private:
    CudaGraph graph;
};

std::unique_ptr<Again> on_cuda(std::int32_t device) { return std::make_unique<OnCuda>(device); }

#else

std::unique_ptr<Again> on_cuda(std::int32_t) {
    TORCH_CHECK(false, "the native library was built without CUDA's headers");
}

#endif

// A captured part.
class Graph {
public:
    Graph(const Part& part, c10::TensorImpl* const* given)
        : outputs(part.outputs, part.outputs + part.count_outputs), freed(part.freed, part.freed + part.count_freed),
          recorded(part, given), again(part.way == Way::Cuda ? on_cuda(part.device) : std::make_unique<Rehearsal>(part)),
          staying(again->capture(recorded).only(outputs)) {}

    // Fills the slots of the outputs, and frees what is read here for the last time. If it throws, the slots are as they were.
    void replay(c10::TensorImpl** slots) {
        recorded.copy_in(slots);
        again->replay(recorded, staying);
        std::vector<at::Tensor> from, to;
        for (const auto slot : outputs) {
            from.push_back(compact(borrowed(staying.at(slot))));
            to.push_back(at::empty_like(from.back()));
        }
        copy(from, to);
        for (std::size_t i = 0; i < to.size(); i++) to[i] = to[i].expand(borrowed(staying.at(outputs[i])).sizes());
        auto& live = own().live;
        for (std::size_t i = 0; i < to.size(); i++) slots[outputs[i]] = hand_out(std::move(to[i]), live).tensor;
        drop(slots, freed.data(), static_cast<std::int32_t>(freed.size()));
    }

private:
    const std::vector<std::int32_t> outputs;
    const std::vector<std::int32_t> freed;
    const Recorded recorded;
    const std::unique_ptr<Again> again;
    const Slots staying;
};

}  // namespace
