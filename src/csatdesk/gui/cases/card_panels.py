"""The panels that a card opens by a key of its own."""

from collections.abc import Mapping

from csatdesk.gui.cases.answering import AcknowledgePanel, AnswerPanel, ApprovePanel, NoticePanel
from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.hand_over import HandOverPanel
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.cases.panels import ReopenPanel, TopicPanel
from csatdesk.gui.cases.tell_panel import TellPanel
from csatdesk.gui.cases.waiting import GoOnPanel, WaitPanel

PANELS: Mapping[str, type[Panel]] = {
    "answer": AnswerPanel,
    "approve": ApprovePanel,
    "acknowledge": AcknowledgePanel,
    "notice": NoticePanel,
    "tell": TellPanel,
    "wait": WaitPanel,
    "go_on": GoOnPanel,
    "close": ClosePanel,
    "hand_over": HandOverPanel,
    "topic": TopicPanel,
    "reopen": ReopenPanel,
}
