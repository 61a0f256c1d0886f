"""Easy Read words that stand in most letters: what stays open, appeals, complaints, what we keep, help."""

from __future__ import annotations

from collections.abc import Mapping

from letters.easy.line import SAID, Line
from translations import mark

ALWAYS: Mapping[str, tuple[Line, ...]] = {
    "start.letter": (
        Line("letter", mark("This letter is for {name}. It is from {landlord}.")),
        Line("calendar", mark("We wrote it on {date}.")),
        Line("words", mark("Tell us this number when you call: {reference}.")),
    ),
    "start.easy_read": (
        Line("book", mark("These are the main things, with pictures.")),
        Line("page", mark("The full letter says more. It is the full letter that counts.")),
        Line("people", mark("You can ask somebody to read it with you.")),
    ),
    "open.always": (
        Line("door", mark("There is always a way to reach us.")),
        Line("home", mark("You can always get help with your home.")),
    ),
    "open.telephone": (Line("telephone", mark("You can call us: {phone}.")),),
    "open.email": (Line("email", mark("You can email us: {email}.")),),
    "open.letter": (Line("letter", mark("You can write to us: {address}.")),),
    "open.in_person": (Line("office", mark("You can come to see us: {address}.")),),
    "open.third_party": (Line("people", mark("Somebody can talk to us for you.")),),
    "open.portal": (Line("computer", mark("You can use our website: {website}.")),),
    "service.emergency": (
        Line("bell", mark("Is something in your home dangerous? Call {emergency}. You can call day and night.")),
        Line("danger", mark("Do you smell gas? Call {gas}.")),
    ),
    "service.repair": (Line("repair", mark("Is something broken? Call {phone}.")),),
    "service.safety_check": (Line("yes", mark("We still check that your home is safe.")),),
    "service.safeguarding": (
        Line("police", mark("Is somebody in danger now? Call {danger}.")),
        Line("heart", mark("Does somebody hurt you? You can always tell us.")),
    ),
    "service.rent": (Line("money", mark("You pay your rent as before. You can ask us about it.")),),
    "service.advocate": (Line("speak", mark("You can choose somebody to speak for you.")),),
    "service.representative": (Line("people", mark("You can ask your councillor or your MP for help.")),),
    "service.adjustment": (Line("hand", mark("You can ask us to do things in a way that is easier for you.")),),
    "service.more": (Line("page", mark("There are more things that you can always do. See the full letter.")),),
    "appeal.how": (
        Line("question", mark("Do you think that this is wrong? Then you can appeal.")),
        Line("again", mark("To appeal is to ask us to think again.")),
        Line("speak", mark("You can say it or write it. Somebody can do it for you.")),
        Line("telephone", mark("You can call us: {phone}.")),
        Line("calendar", mark("You can appeal at any time while this is so.")),
    ),
    "appeal.hearer": (
        Line("person", mark("Another person looks at it. That person did not decide before.")),
        Line("clock", SAID),
    ),
    "appeal.elsewhere": (Line("people", mark("It is not we who look at it. It is this group: {body}.")),),
    "complain.how": (
        Line("words", mark("You can complain about us at any time.")),
        Line("scales", mark("You can also ask the {ombudsman}. It is free.")),
        Line("telephone", mark("Call them: {phone}.")),
        Line("computer", mark("Or use their website: {website}.")),
    ),
    "complain.council": (
        Line("homes", mark("Is it about a council's list of homes?")),
        Line("scales", mark("You can also ask the {ombudsman}. It is free.")),
        Line("telephone", mark("Call them: {phone}.")),
        Line("computer", mark("Or use their website: {website}.")),
    ),
    "keep.letter": (
        Line("file", mark("We keep this letter.")),
        Line("eyes", mark("You can ask to see what we keep about you. Write to {email}.")),
    ),
    "keep.note": (Line("write", mark("We keep a note for our staff. It ends when this ends.")),),
    "help.ways": (
        Line("sound", mark("Do you want this letter in another way or language? It is free.")),
        Line("telephone", mark("Call us: {phone}.")),
    ),
    "contact.us": (
        Line("question", mark("Do you have questions? Call {phone}.")),
        Line("clock", mark("We answer the telephone: {hours}.")),
        Line("email", mark("Or email us: {email}.")),
    ),
    "contact.code": (
        Line("key", mark("Your secret code is {code}.")),
        Line("computer", mark("You can read this letter on our website with it. Go to {address}.")),
        Line("calendar", mark("You also need the day on which you were born.")),
        Line("lock", mark("Show the code to nobody.")),
    ),
}
