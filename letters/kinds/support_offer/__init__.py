"""Help that is offered before anything is restricted."""
