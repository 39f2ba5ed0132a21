"""A Slack of our own for tests: Web API, Socket Mode, signed HTTP, people, faults.

Written from Slack's documentation. Real slack_bolt and slack_sdk talk to it over real sockets.
"""

from tests.fakes.slack.errors import NotAcked as NotAcked
from tests.fakes.slack.errors import SlackError as SlackError
from tests.fakes.slack.faults import Broken as Broken
from tests.fakes.slack.faults import Busy as Busy
from tests.fakes.slack.faults import Refuse as Refuse
from tests.fakes.slack.faults import Reset as Reset
from tests.fakes.slack.faults import Slow as Slow
from tests.fakes.slack.faults import Then as Then
from tests.fakes.slack.faults import Torn as Torn
from tests.fakes.slack.person import Person as Person
from tests.fakes.slack.server import FakeSlack as FakeSlack
from tests.fakes.slack.world import Message as Message
