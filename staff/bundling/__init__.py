"""What a bundle is made of: the paper that tells the story, the files beside it, and the proof that nothing changed."""
