module Functional.Tests.MovementTests
