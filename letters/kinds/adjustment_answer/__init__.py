"""The answer about a reasonable adjustment: agreed or not, looked at again, ended, or put right."""
