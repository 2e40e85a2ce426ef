"""Groups of officers of the demonstration: one of a bank's district team, one for everything."""

from backend.demo.cast import Cast
from backend.lending.service import groups
from backend.lending.service.groups import GroupTerms


async def group(cast: Cast) -> None:
    """At the first bank: its maker takes the cases of Zhangjiang, and every other one."""
    maker = cast["bank.maker"]
    for name, streets in (("张江专班", ("张江镇", "张江高科技园区")), ("综合组", ())):
        await groups.make(
            GroupTerms(
                name=name, products=(), divisions=(), streets=streets, members=(maker.user_id,)
            ),
            by=cast["bank"],
        )
