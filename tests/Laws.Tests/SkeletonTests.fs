module Functional.Laws.Tests.SkeletonTests

open Xunit

[<Fact>]
let ``the kit is there`` () = Assert.NotNull(typeof<Functional.Row>)
