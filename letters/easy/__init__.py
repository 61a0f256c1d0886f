"""Easy Read: pictures beside short sentences, written by hand for each thing that a letter can say.

Nothing here turns the words of a letter into easier ones. Each block has sentences of its own, which a person approves
or not (casework/actions/easy_read.py); the letter says of those that nobody has approved that it is so. What staff
wrote in their own words is in the full letter, which always comes with it.
"""
