/// The laws of backends: each operation of each family against the plain backend, which defines it.
module Functional.Laws.BackendLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

// Create, Full, Read, Item: what brings numbers to a backend and back.

let private hosted family statement dtypes (check: IBackend -> Operand -> string option) =
    let draw random =
        Drawing.operand random (Drawing.pick random dtypes) Drawing.Wild (Drawing.shape random 0 manyElements)

    let describe operand = KernelCall.describe { Operation = Reshape operand.Shape; Operands = [ operand ] }

    let cases =
        { Draw = draw
          Shrink = fun _ -> Seq.empty
          Describe = describe
          DTypes = fun operand -> [ operand.DType ]
          Attempt = fun backend operand -> check backend operand |> ignore }

    law family "" statement cases (fun _ -> check)

let private dtypes = Enum.GetValues<DType>()

let private create =
    hosted "Create" "what was created is read back as it was" dtypes (fun backend operand ->
        let x = KernelCall.create backend operand.Shape operand.DType operand.Elements

        if x.Space <> Space(operand.Shape, operand.DType) then
            Some $"the array is {x.Space}"
        else
            Agreement.compare x.Space Exactly operand.Elements (KernelCall.read backend x))

let private readBack =
    hosted "Read" "every layout is read in row-major order" dtypes (fun backend operand ->
        let packed = KernelCall.packed operand
        let space = Space(packed.Shape, packed.DType)

        Agreement.compare
            space
            Exactly
            packed.Elements
            (KernelCall.read backend (KernelCall.materialize backend operand)))

let private bring =
    let between (backend: IBackend) (other: IBackend) (operand: Operand) =
        let packed = KernelCall.packed operand
        let x = backend.Bring(KernelCall.materialize other operand)

        if not (obj.ReferenceEquals(x.Backend, backend)) then Some $"the array is on {x.Backend.Device}"
        elif x.Space <> Space(packed.Shape, packed.DType) then Some $"the array is {x.Space}"
        else Agreement.compare x.Space Exactly packed.Elements (KernelCall.read backend x)

    hosted
        "Bring"
        "what another backend has is the same here, and what is here is the same there"
        dtypes
        (fun backend operand ->
            between backend plain operand |> Option.orElseWith (fun () -> between plain backend operand))

let private item =
    hosted "Item" "the only element of an array is a host number of its kind" dtypes (fun backend operand ->
        let element = { operand with Layout = []; Shape = [ 1; 1 ] |> Shape.From }

        let single =
            match operand.Elements with
            | Floats xs -> Floats(Array.append xs [| 0.5 |] |> Array.truncate 1)
            | Integers xs -> Integers(Array.append xs [| 1L |] |> Array.truncate 1)

        let item (backend: IBackend) = backend.Item(KernelCall.create backend element.Shape element.DType single)

        let expected, actual = item plain, item backend
        if expected = actual then None else Some $"expected {expected}, got {actual}")

let private full =
    let draw (random: Random) =
        let number =
            // Numbers that do not fit into a byte, and some that do.
            if Drawing.chance random 30 then
                Number.op_Implicit (int64 (random.Next(-300, 600)))
            else

                match Drawing.elements random (Drawing.everyDType random) Drawing.Wild 1 with
                | Floats xs -> Number.op_Implicit xs[0]
                | Integers xs when Drawing.chance random 20 -> Number.op_Implicit (xs[0] <> 0L)
                | Integers xs -> Number.op_Implicit xs[0]

        Drawing.shape random 0 manyElements, Drawing.everyDType random, number

    let check (backend: IBackend) (shape, dtype, number: Number) =
        let expected, actual = plain.Full(shape, dtype, number), backend.Full(shape, dtype, number)

        if expected.Space <> actual.Space then
            Some $"the array is {actual.Space}"
        else
            Agreement.compare expected.Space Exactly (KernelCall.read plain expected) (KernelCall.read backend actual)

    let describe (shape: Shape, dtype: DType, number: Number) =
        $"{dtype.Name()}{shape} full of {number} ({number.Kind})"

    let cases =
        { Draw = draw
          Shrink = fun _ -> Seq.empty
          Describe = describe
          DTypes = fun (_, dtype, _) -> [ dtype ]
          Attempt =
            fun backend (shape, dtype, number) ->
                backend.Full(shape, dtype, number) |> KernelCall.read backend |> ignore }

    law "Full" "" "every element is the number, in the dtype" cases (fun _ -> check)

/// Every law, in the order of the members of `IBackend`.
let all: BackendLaw list =
    [ create
      full
      readBack
      bring
      item
      yield! Seq.map ElementwiseLaws.cast dtypes
      yield! Seq.map ElementwiseLaws.map (Enum.GetValues<Unary>())
      yield! Seq.map ElementwiseLaws.zip (Enum.GetValues<Binary>())
      ElementwiseLaws.select
      yield! Seq.map FoldLaws.reduce (Enum.GetValues<Reduction>())
      yield! Seq.map FoldLaws.scan (Enum.GetValues<Running>())
      MovementLaws.movement "Permute" MovementLaws.permute
      MovementLaws.movement "Reshape" MovementLaws.reshape
      MovementLaws.movement "Expand" MovementLaws.expand
      MovementLaws.movement "Slice" MovementLaws.slice
      MovementLaws.movement "Embed" MovementLaws.embed
      MovementLaws.movement "Windows" MovementLaws.windows
      MovementLaws.overlapAdd
      MovementLaws.gather
      MovementLaws.scatterAdd
      MovementLaws.concat
      FoldLaws.argSort
      yield! Seq.map FoldLaws.contract (Enum.GetValues<Contraction>())
      yield! Seq.map DrawLaws.draw [ DType.Int64; DType.Float32; DType.Float64 ]
      yield! Seq.map MatrixLaws.factor (Enum.GetValues<Factorization>())
      MatrixLaws.solveTriangular
      MatrixLaws.divide ]

/// The cases that a law is tried in: the same ones everywhere.
let private seeds (law: BackendLaw) count =
    let hash = law.Name |> Seq.fold (fun hash c -> (hash * 31UL + uint64 c) % 1000003UL) 7UL
    seq { for i in 0 .. count - 1 -> hash * 1000UL + uint64 i }

/// The first of so many cases of a law that a backend fails, in words.
let firstFailure (promise: BackendPromise) (backend: IBackend) (law: BackendLaw) (count: int) : string option =
    seeds law count |> Seq.tryPick (law.CheckAs promise backend)

/// Whether a backend lacks something: some case of a law is refused in the words of the lack.
let isMissing (backend: IBackend) (lack: BackendLack) (count: int) : bool =
    all
    |> List.exists (fun law ->
        (law.Family = lack.Of || law.Name = lack.Of) && seeds law count |> Seq.exists (law.Refuses lack backend))
