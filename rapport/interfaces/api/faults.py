"""What domains refuse, and the status it is told with: 400 as it cannot be done, 409 as it stands otherwise now."""

from __future__ import annotations

from rapport.domains.desk import actions as desk
from rapport.domains.knowledge import actions as knowledge
from rapport.domains.notices import actions as notices
from rapport.domains.outreach import actions as outreach
from rapport.domains.promises import actions as promises
from rapport.domains.recovery import actions as recovery

REFUSALS: dict[type[Exception], int] = {
    **dict.fromkeys(
        (
            *(desk.NothingSaid, desk.NobodyAsked, desk.NoTeam, desk.NoMailbox, desk.WrongChange, desk.WrongContact),
            *(desk.WrongVisit, desk.WrongWindow, desk.VisitEnded, desk.WrongField, desk.WrongTag, desk.WrongDay),
            *(desk.TooMuchAttached, desk.NotAttached, desk.EmptyFile, desk.TooLargeEnclosed, desk.TooManyEnclosed),
            *(desk.WrongMacro, desk.WrongView, desk.NothingAsked),
            *(desk.CannotMerge, desk.CannotSplit, desk.CannotLink, desk.NoSender, desk.NoProvider),
            *(knowledge.UnclearTerm, knowledge.AlreadyThere, knowledge.TooManyProposals, knowledge.UnclearArticle),
            *(notices.WrongHours, notices.NoChat, notices.WrongChannel, notices.ToolRefused),
            *(promises.TimeHasPassed, promises.TooFarAhead, promises.NothingPromised),
            *(outreach.NobodyCalled, outreach.NotTheirCall, outreach.SeveralLines),
            *(recovery.NobodyTalked, recovery.TooFewTries, recovery.WrongOutcome),
        ),
        400,
    ),
    **dict.fromkeys(
        (
            *(desk.NewerMessage, desk.OnItsWay, desk.TooLateToUndo, desk.AlreadyDecided),
            *(desk.NotFree, desk.MergedAlready, desk.TwoAtOnce),
            *(desk.SaidAlready, desk.AskedAlready, desk.ArrangedAlready),
            *(knowledge.NotYourTurn, knowledge.WrittenAlready, recovery.EndedAlready),
            *(promises.TheirWordStands, promises.SettledMeanwhile),
        ),
        409,
    ),
}
