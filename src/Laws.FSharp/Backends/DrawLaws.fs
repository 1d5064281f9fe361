/// The laws of the family that makes numbers from keys: Draw.
module internal Functional.Laws.DrawLaws

open System
open Functional
open Functional.Kernels
open Functional.Laws.CallLaws

let draw (dtype: DType) =
    let call (random: Random) =
        let keys = if Drawing.chance random 40 then Shape.Scalar else Drawing.shape random 0 0

        let shape =
            if Drawing.chance random 20 then Shape.Scalar
            elif keys.Size = 1 then Drawing.shape random 0 manyElements
            else Shape.From [ random.Next 20; random.Next 3 ]

        // Counters that begin a draw, a split or a fold, and some whose lower word goes round.
        let first = Drawing.pick random [| 0L; 1L <<< 32; 2L <<< 32; 0xFFFFFFF0L; -20L; random.NextInt64() |]

        { Operation = Draw("draw", first, shape, dtype)
          Operands = [ Drawing.operand random DType.Int64 Drawing.Wild keys ] }

    calls "Draw" (dtype.Name()) $"draws of {dtype.Name()} are the bits of key and counter, exactly" call exactly
