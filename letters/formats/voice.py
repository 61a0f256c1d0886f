"""Words in the voice of a language, by eSpeak NG (GPL-3), which is loaded as a library when somebody asks for sound.

The wheel `espeakng-loader` carries it with its voices. It has one state for the whole process, so one letter is
spoken at a time; what it says is handed on in small parts and never kept.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any

import espeakng_loader

from letters.errors import RenderError

# The voice of each language, as eSpeak NG names it. Somali has none.
VOICES = {
    **{"en": "gmw/en", "cy": "cy", "pl": "pl", "ro": "ro", "ar": "ar", "ur": "ur", "bn": "bn", "pa": "pa"},
    **{"uk": "uk", "zh": "cmn"},
}
SYNCHRONOUS, KEEP_RUNNING = 2, 0x8000  # initialise: sound comes back by a call; a fault does not end the process
UTF8 = 1
WORDS_A_MINUTE, RATE = 150, 1  # slower than its usual 175: a letter is listened to once, and with a pen in hand
HEARD = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)

_one_at_a_time = Lock()


@cache
def _engine() -> tuple[ctypes.CDLL, int]:
    """The library, and how many samples a second it gives."""
    loaded = ctypes.CDLL(espeakng_loader.get_library_path())
    rate = loaded.espeak_Initialize(SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), KEEP_RUNNING)
    if rate <= 0:
        raise RenderError("no sound: eSpeak NG found none of its voices")
    loaded.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
        *(ctypes.c_void_p, ctypes.c_void_p),
    ]
    return loaded, rate


def speaks(language: str) -> bool:
    """Is there a voice for this language?"""
    return language in VOICES


def samples_a_second() -> int:
    """How many samples make a second of what `say` hears."""
    return _engine()[1]


def say(text: str, language: str, hear: Callable[[bytes], Any]) -> None:
    """Speak the text; `hear` is given the sound part by part, mono, 16 bits a sample.

    RenderError where there is no such voice. What `hear` raises comes out of here.
    """
    if language not in VOICES:
        raise RenderError(f"no voice speaks the language {language!r}")
    faults: list[Exception] = []

    def heard(wave: Any, samples: int, _events: object) -> int:
        try:
            if wave and samples:
                hear(ctypes.string_at(wave, samples * 2))
        except Exception as fault:  # noqa: BLE001  C cannot carry it: kept until eSpeak NG has stopped
            faults.append(fault)
        return len(faults)  # anything but 0 stops it

    call = HEARD(heard)
    with _one_at_a_time:
        engine, _rate = _engine()
        engine.espeak_SetSynthCallback(call)
        spoken = text.encode()
        if engine.espeak_SetVoiceByName(VOICES[language].encode()) or engine.espeak_SetParameter(
            RATE, WORDS_A_MINUTE, 0
        ):
            raise RenderError(f"no voice speaks the language {language!r}")
        done = engine.espeak_Synth(spoken, len(spoken) + 1, 0, 0, 0, UTF8, None, None)
    if faults:
        raise faults[0]
    if done:
        raise RenderError(f"the voice of {language!r} could not speak this letter")
