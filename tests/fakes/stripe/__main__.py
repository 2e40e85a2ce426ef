"""`python -m tests.fakes.stripe --port 12111 --webhook http://127.0.0.1:8000/api/v1/webhooks/stripe`."""

import argparse
import ipaddress
from urllib.parse import urlsplit

import uvicorn

from tests.fakes.stripe.app import Stripe
from tests.fakes.stripe.deliveries import Deliveries


def loopback(address: str) -> str:
    host = urlsplit(address).hostname or ""
    if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
        raise argparse.ArgumentTypeError("webhooks go to this machine only")
    return address


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.stripe")
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--key", default="sk_test_of_the_stand_in")
    parser.add_argument("--webhook", type=loopback)
    parser.add_argument("--webhook-secret", default="whsec_of_the_stand_in")
    parser.add_argument("--held", action="store_true", help="keep events until a test wants them")
    given = parser.parse_args()
    stripe = Stripe(
        key=given.key,
        deliveries=Deliveries(url=given.webhook, secret=given.webhook_secret, held=given.held),
    )
    uvicorn.run(stripe, host="127.0.0.1", port=given.port, log_level="critical", access_log=False)


if __name__ == "__main__":
    main()
