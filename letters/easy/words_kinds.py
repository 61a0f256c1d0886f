"""Easy Read words of each kind of letter: what it is about, and what the reader may do now."""

from __future__ import annotations

from collections.abc import Mapping

from letters.easy.line import SAID, Line
from translations import mark

_YOU_APPEALED = mark("Your appeal came to us on {received}. Thank you.")
_NOTHING_TO_DO = mark("You do not have to do anything now.")
_YOU_CAN_LEAVE_IT = mark("You can leave it. That does not count against you.")
_STAYS_FOR_NOW = mark("Until then this stays as it is:")

LETTERS: Mapping[str, tuple[Line, ...]] = {
    "decision.limits": (
        Line("door", mark("We change how you contact us for a while.")),
        Line("yes", mark("First we say what you can still do.")),
    ),
    "decision.actions": (
        Line("letter", mark("We write because of something that happened.")),
        Line("yes", mark("You can contact us as before.")),
    ),
    "plan.planned": (
        Line("think", mark("We plan to change how you contact us. It is only a plan.")),
        Line("words", mark("You can appeal now, before it starts.")),
    ),
    "plan.given_up": (Line("no", mark("We had a plan to change how you contact us. We do not do it now.")),),
    "warning.nothing": (
        Line("danger", mark("This letter is a warning.")),
        Line("yes", mark("You can contact us as before.")),
    ),
    "warning.change": (
        Line("hand", mark("Please stop what happened.")),
        Line("page", mark("The full letter says what has to change.")),
    ),
    "warning.restriction": (Line("door", mark("If it goes on, we may limit how you contact us.")),),
    "warning.actions": (
        Line("home", mark("If it goes on, your home could be at risk. Only a court can end a tenancy.")),
    ),
    "warning.clause": (Line("book", mark("Your tenancy agreement has a rule about this: {clause}.")),),
    "warning.support": (Line("heart", mark("We have offered you help. You can still have it.")),),
    "spoken.warning": (
        Line("speak", mark("We warned you on {given}. Here it is in writing.")),
        Line("yes", mark("You can contact us as before.")),
    ),
    "at_once.stopped": (
        Line("hand", mark("We stopped talking with you at once. We were afraid for somebody.")),
        Line("yes", mark("It is over. You can contact us as before.")),
    ),
    "at_once.next": (
        Line("think", mark("Now we think about your health and your life. Tell us what we should know.")),
        Line("calendar", mark("We do that by {assess}.")),
        Line("letter", mark("Do we decide more? Then we write to you first.")),
    ),
    "asking.more": (
        Line("question", mark("We would like to know more from you.")),
        Line("page", mark("Our questions are in the full letter.")),
        Line("calendar", mark("Please answer by {answer}. Do you need longer or help? Tell us.")),
        Line("yes", mark("You do not have to answer. Nothing is decided yet.")),
    ),
    "support.offer": (
        Line("heart", mark("We would like to help you. You choose whether you want it.")),
        Line("page", mark("The full letter says what we offer.")),
        Line("telephone", mark("Do you want it? Call us: {phone}.")),
    ),
    "support.support": (Line("people", mark("Somebody could help you in your daily life.")),),
    "support.referral": (Line("people", mark("Another group could help you.")),),
    "support.advocacy": (Line("speak", mark("Somebody could speak for you.")),),
    "support.medical": (Line("heart", mark("Somebody who knows about health could help you.")),),
    "pairs.visit": (
        Line("people", mark("When we come to your home, two of us come.")),
        Line("yes", mark("Nothing else changes.")),
    ),
    "bidding.stopped": (
        Line("homes", mark("You cannot bid for a home through {scheme} for now.")),
        Line("calendar", mark("It ends by itself after {last}.")),
        Line("yes", mark("Nothing else changes.")),
    ),
    "bidding.again": (
        Line("homes", mark("You can bid for a home through {scheme} again.")),
        Line("calendar", mark("What stopped you ended on {last}.")),
    ),
    "sent_back.papers": (
        Line("page", mark("On {came} you sent us papers. We send them back to you.")),
        Line("file", mark("We keep a copy.")),
    ),
    "no_answer.refused": (Line("letter", mark("Something came from you on {came}. We do not answer it.")),),
    "no_answer.filed": (Line("eyes", mark("Something came from you on {came}. We read it and keep it.")),),
    "turned_away.found": (Line("bell", mark("It says something important. We act on it. See the full letter.")),),
    "turned_away.missed": (Line("telephone", mark("Did we miss something important? Call us now: {phone}.")),),
    "copy.yours": (
        Line("file", mark("You asked what we keep about you. Here is a copy. It is free.")),
        Line("words", mark("Is something wrong in it? Tell us. We look at it.")),
        Line("scales", mark("You can complain to this body: {regulator}. Call {phone}.")),
    ),
    "received.appeal": (
        Line("letter", _YOU_APPEALED),
        Line("calendar", mark("You get our answer by {due}.")),
        Line("yes", _NOTHING_TO_DO),
    ),
    "received.until": (Line("wait", _STAYS_FOR_NOW),),
    "received.not_yet": (Line("wait", mark("Our plan does not start while we look at your appeal.")),),
    "extended.appeal": (
        Line("wait", mark("We need longer for your appeal. We are sorry.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "sent_on.appeal": (
        Line("letter", mark("On {sent} we sent your appeal to this group: {body}.")),
        Line("people", mark("They look at it, not we.")),
        Line("yes", _NOTHING_TO_DO),
    ),
    "not_again.appeal": (
        Line("letter", mark("Your appeal came to us on {received}. We have read it.")),
        Line("again", mark("We answered the same thing before, and we see nothing new.")),
        Line("calendar", mark("You had our answer on {answered}. It still counts.")),
    ),
    "outcome.uphold": (Line("yes", mark("You were right. We agree with your appeal.")),),
    "outcome.vary": (Line("yes", mark("You were right in part. We change some of it.")),),
    "outcome.dismiss": (Line("no", mark("We do not agree with your appeal. Nothing changes.")),),
    "outcome.heard": (Line("calendar", mark("Another person looked at your appeal on {heard}.")),),
    "outcome.next": (Line("question", mark("If you do not agree, you can go on. See the full letter.")),),
    "result.stands": (Line("yes", mark("This stays as it is:")),),
    "result.again": (Line("again", mark("This did not apply to you for a while. It applies again from {date}:")),),
    "result.changed": (Line("new", mark("This is new from now on:")),),
    "result.ended": (Line("no", mark("This has ended: {name}.")),),
    "result.suspended": (Line("wait", mark("This stops until we have looked again: {name}.")),),
    "result.waits": (Line("wait", mark("This keeps somebody safe. A director still has to decide:")),),
    "result.kept": (Line("wait", mark("This stays for now, to keep somebody safe:")),),
    "result.instruction": (Line("people", mark("Two of us may still come together.")),),
    "review.invitation": (
        Line("again", mark("We look again at what we decided, by {due}.")),
        Line("words", mark("Please tell us how things are now, by {reply}.")),
        Line("yes", _YOU_CAN_LEAVE_IT),
    ),
    "review.late": (
        Line("clock", mark("We had to look at it again by {missed}. We were late. We are sorry.")),
        Line("words", mark("Please tell us how things are now, by {reply}.")),
        Line("yes", _YOU_CAN_LEAVE_IT),
    ),
    "review.lift": (
        Line("yes", mark("We looked again on {held}. It has ended.")),
        Line("door", mark("You can contact us as before.")),
    ),
    "review.alter": (Line("new", mark("We looked again on {held}. Something changes.")),),
    "review.continue": (Line("again", mark("We looked again on {held}. It goes on.")),),
    "suspension.review_missed": (
        Line("clock", mark("We had to look at it again by {missed}. We were late. We are sorry.")),
        Line("yes", _NOTHING_TO_DO),
    ),
    "suspension.director_silent": (
        Line("clock", mark("A director had to decide in time, and did not. We are sorry.")),
        Line("yes", _NOTHING_TO_DO),
    ),
    "suspension.director_kept": (
        Line("clock", mark("We had to look at it again by {missed}. We were late. We are sorry.")),
        Line("people", mark("A director has now decided about what keeps somebody safe.")),
        Line("calendar", mark("It stays until {until} at the latest.")),
    ),
    "suspension.director_ended": (
        Line("people", mark("A director has now decided about what keeps somebody safe.")),
        Line("yes", _NOTHING_TO_DO),
    ),
    "suspension.door_closed": (
        Line("door", mark("You had no way to reach us that works for you. That must never be.")),
        Line("yes", mark("Now there is one again: {ways}.")),
    ),
    "agreement.offer": (
        Line("handshake", mark("We would like to make an agreement with you.")),
        Line("page", mark("The full letter says what you do and what we do.")),
        Line("question", mark("You can say yes or no, or ask for a change.")),
        Line("calendar", mark("Please tell us by {answer}.")),
    ),
    "agreement.ends": (
        Line("again", mark("We look at it together by {review}.")),
        Line("door", mark("You can leave the agreement at any time.")),
    ),
    "change.told": (Line("words", mark("On {told} you told us what has changed. Thank you.")),),
    "change.ended": (Line("yes", mark("What limited how you contact us has ended.")),),
    "change.altered": (Line("new", mark("We change how you contact us. You get another letter about it.")),),
    "change.stands": (Line("wait", mark("Nothing changes for now. You can appeal.")),),
    "change.noted": (Line("write", mark("We wrote it down. You can contact us as before.")),),
    "last.answer": (
        Line("letter", mark("You have our last answer on one thing.")),
        Line("eyes", mark("If you write about it again, we read it. We may not answer.")),
        Line("new", mark("We still answer all that is new.")),
        Line("page", mark("The full letter says what it is about, and why.")),
    ),
    "record.details": (
        Line("write", mark("We changed your name, address, email or telephone number.")),
        Line("telephone", mark("Was that not you? Call us now: {phone}.")),
    ),
    "record.reply": (Line("write", mark("We have your words. They stand beside the words of our staff.")),),
    "record.received": (
        Line("write", mark("You told us that our record is wrong.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "record.corrected": (Line("yes", mark("You were right. We have put our record right.")),),
    "record.partly": (Line("yes", mark("You were right in part. We have put that part right.")),),
    "record.kept": (Line("no", mark("We have not changed our record. Your words stand beside ours.")),),
    "complaint.received": (
        Line("letter", mark("We have your complaint. It came on {received}.")),
        Line("look", mark("By {understood} we tell you what we understood.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "complaint.acknowledged": (
        Line("look", mark("The full letter says what we understood. Is it wrong? Tell us.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "complaint.extended": (
        Line("wait", mark("We need longer for your complaint. We are sorry.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "complaint.upheld": (Line("yes", mark("You are right. We are sorry.")),),
    "complaint.partly_upheld": (Line("yes", mark("You are right in part. We are sorry for that.")),),
    "complaint.not_upheld": (Line("no", mark("We do not think that we did wrong.")),),
    "complaint.put_right": (Line("repair", mark("The full letter says what we do now.")),),
    "complaint.again": (Line("again", mark("You do not agree? Ask us to look again. You need not say why.")),),
    "request.received": (
        Line("letter", mark("On {asked} you told us something. We have it.")),
        Line("calendar", mark("You get our answer by {due}.")),
    ),
    "request.answered": (Line("page", mark("On {asked} you told us something. Our answer is in the full letter.")),),
    "adjustment.received": (
        Line("hand", mark("You asked us to do something in another way.")),
        Line("calendar", mark("You get our answer by {due}.")),
        Line("heart", mark("You do not have to name an illness.")),
    ),
    "adjustment.agreed": (Line("yes", mark("You asked for something. We say yes.")),),
    "adjustment.other_agreed": (Line("yes", mark("You asked for something. We do some of it, or something else.")),),
    "adjustment.declined": (
        Line("no", mark("You asked for something. We are sorry: we cannot do it.")),
        Line("again", mark("You can ask us to look again. Then somebody else decides.")),
    ),
    "adjustment.goes_on": (Line("yes", mark("What we do for you goes on.")),),
    "adjustment.ended": (
        Line("no", mark("We do not do this for you any more.")),
        Line("hand", mark("You can ask for it again at any time.")),
    ),
    "adjustment.put_right": (Line("words", mark("You told us that we broke a promise. This is our answer.")),),
    "adjustment.thing": (Line("hand", SAID),),
    "adjustment.why": (Line("page", mark("The full letter says why.")),),
    "adjustment.review": (Line("calendar", mark("We ask you by {review} if it still helps.")),),
    "advocate.asked": (
        Line("people", mark("You want {name} to speak for you. We ask them.")),
        Line("question", mark("Did you not want this? Call us: {phone}.")),
    ),
    "advocate.stands": (
        Line("yes", mark("{name} can speak for you now.")),
        Line("calendar", mark("This goes on until {ends}.")),
        Line("hand", mark("You can end it at any time. Call us: {phone}.")),
    ),
    "advocate.declined": (Line("no", mark("{name} does not want to speak for you.")),),
    "advocate.refused": (
        Line("no", mark("We cannot accept that {name} speaks for you.")),
        Line("page", mark("The full letter says why.")),
    ),
    "advocate.ended": (
        Line("no", mark("{name} no longer speaks for you. It ended on {ended}.")),
        Line("people", mark("You can choose somebody else at any time.")),
    ),
    "advocate.you": (Line("person", mark("You can still do everything yourself.")),),
    "home.received": (
        Line("letter", mark("On {received} you told us that something is wrong in your home.")),
        Line("bell", mark("Are you still in danger? Call {emergency} now.")),
    ),
    "home.check": (Line("look", mark("We have to check that your home is safe.")),),
    "home.booked": (Line("calendar", mark("We come to your home on {date}, between {start} and {end}.")),),
    "home.longer": (Line("wait", mark("We need longer than we said.")),),
    "home.done": (Line("yes", mark("It is done.")),),
    "home.closed": (Line("page", mark("The full letter says what we did.")),),
    "home.target": (Line("calendar", SAID),),
    "home.danger": (
        Line("danger", mark("There is a danger in your home. We put it right.")),
        Line("home", mark("Can we not make it safe in time? Then you get another place to stay.")),
    ),
    "home.no_danger": (Line("yes", mark("We looked at your home. We found no danger.")),),
    "home.next": (Line("calendar", mark("We check it again by {date}.")),),
    "code.asked": (
        Line("key", mark("You asked for a code for our website.")),
        Line("telephone", mark("Did you not ask for it? Call us: {phone}.")),
    ),
    "reach.noted": (
        Line("write", mark("You told us how to reach you. We wrote it down.")),
        Line("words", mark("Is it wrong? Call us: {phone}.")),
    ),
    "reach.language": (Line("words", mark("We write to you in this language: {language}.")),),
    "reach.format": (Line("page", mark("Your letters come as: {format}.")),),
}
