"""The exercises of chapter 10: transfer learning with MobileNet."""
