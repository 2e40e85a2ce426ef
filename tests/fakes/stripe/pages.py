"""The pages on which a payer pays: Checkout, and the bank that asks who he is."""

from html import escape

from tests.fakes.stripe.books import Obj

_FRAME = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px sans-serif;max-width:28em;margin:3em auto;padding:0 1em}}
label,button{{display:block;margin:.8em 0}}input{{display:block;width:100%;font:inherit}}
button{{font:inherit;padding:.5em 1em}}[role=alert]{{color:#a00}}</style>
<main><h1>{title}</h1>{body}</main></html>"""


def frame(title: str, body: str) -> str:
    return _FRAME.format(title=escape(title), body=body)


def checkout(session: Obj, *, said: str = "") -> str:
    """Card, or the wallet's button; a way back."""
    alert = f'<p role="alert">{escape(said)}</p>' if said else ""
    amount = f"{session['currency'].upper()} {session['amount_total'] / 100:,.2f}"
    ways = ""
    if "card" in session["payment_method_types"]:
        ways += (
            '<form method="post"><label>Card number<input name="number" inputmode="numeric" '
            'autocomplete="cc-number" required></label><button>Pay</button></form>'
        )
    for kind, name in (("alipay", "Alipay"), ("wechat_pay", "WeChat Pay")):
        if kind in session["payment_method_types"]:
            ways += (
                f'<form method="post"><input type="hidden" name="wallet" value="{kind}">'
                f"<button>Pay with {name}</button></form>"
            )
    back = session["cancel_url"]
    way_back = f'<p><a href="{escape(back)}">Back</a></p>' if back else ""
    return frame("Checkout (test)", f"<p>{amount}</p>{alert}{ways}{way_back}")


def authentication(intent: Obj) -> str:
    amount = f"{intent['currency'].upper()} {intent['amount'] / 100:,.2f}"
    return frame(
        "3-D Secure (test)",
        f'<p>{amount}</p><form method="post">'
        '<button name="answer" value="complete">Complete</button>'
        '<button name="answer" value="fail">Fail</button></form>',
    )
