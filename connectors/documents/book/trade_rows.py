"""The months of what is sold and bought: sales, goods, costs, purchases and what is written off, with their VAT."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.advice.budget import names
from bot.advice.budget.inputs import MONTHS, Price, Product, Vat
from bot.advice.budget.vat import Amounts, demand
from connectors.documents.book.making import Making, plus
from connectors.documents.book.page import Line, Page, Value, message, of
from connectors.documents.shapes import Columns

Formula = Callable[[int], str]
Pair = tuple[Line, Line]
"""What is kept or borne, and the VAT beside it."""


@dataclass(frozen=True)
class Trade:
    """The rows, in the order of the products, costs and purchases of the inputs."""

    counted: Line
    units: list[Line]
    sales: list[Pair]
    goods: list[Pair]
    costs: list[Pair]
    purchases: list[Pair]
    written_off: list[Line]
    at_once: list[Line]


class TradeRows:
    """Writes the rows on the page of months, whose row of month numbers is ``number``."""

    def __init__(self, making: Making, page: Page, number: Line) -> None:
        self._making, self._page, self._number = making, page, number
        self._ground, self._inputs = making.workings.ground, making.workings.inputs
        self._rates: dict[Vat, Line] = {}

    def write(self) -> Trade:
        """Write all rows."""
        inputs = self._inputs
        volumes = self._page.months(self._page.each("document_book_demand"), self._demand, demand(inputs), "percent")
        for kind in sorted(self._kinds()):
            self._rates[kind] = self._rate_row(kind)
        counted = self._counted(volumes)
        self._taxed_share()
        units = [self._units(place, product, volumes) for place, product in enumerate(inputs.products, 1)]
        sales = [self._sold(place, product, units[place - 1]) for place, product in enumerate(inputs.products, 1)]
        goods = [self._goods(place, product, units[place - 1]) for place, product in enumerate(inputs.products, 1)]
        costs = [self._cost(place) for place, _ in enumerate(inputs.costs, 1)]
        bought = [self._purchase(place) for place, _ in enumerate(inputs.purchases, 1)]
        written = [self._written_off(place, net) for place, (net, _) in enumerate(bought, 1)]
        at_once = [self._at_once(place, net) for place, (net, _) in enumerate(bought, 1)]
        return Trade(counted, units, sales, goods, costs, bought, written, at_once)

    def _kinds(self) -> set[Vat]:
        prices = [product.price for product in self._inputs.products]
        prices += [purchase.price for purchase in self._inputs.purchases]
        prices += [product.unit_cost for product in self._inputs.products]
        prices += [cost.monthly for cost in self._inputs.costs]
        return {price.vat for price in prices} - {Vat.NONE}

    def _demand(self, month: int) -> str:
        season = f"season_{(self._inputs.start.month - 1 + month) % 12 + 1}"
        return f"{season}*ramp_{month + 1}" if month < len(self._inputs.ramp) else season

    def _rate_row(self, kind: Vat) -> Line:
        parts = {"what": message("document_book_vat_rate"), "name": message(f"document_book_vat_{kind.value}")}
        rates = [self._ground.vat.rate(kind, month) for month in range(MONTHS)]

        def formula(month: int) -> str:
            return self._making.rates.at(names.VAT[kind], month)

        return self._page.months(self._page.each("document_book_of", parts), formula, rates, "percent")

    def _rate(self, kind: Vat, month: int) -> str:
        return "0" if kind is Vat.NONE else self._rates[kind].at(month)

    def _taxed(self) -> list[int]:
        return [place for place, item in enumerate(self._inputs.products, 1) if item.price.vat is not Vat.NONE]

    def _counted(self, volumes: Line) -> Line:
        """Write the sales that count against the limit for registration: whole prices, without what is never taxed."""
        full = plus(f"product_{place}_price*product_{place}_units" for place in self._taxed())
        sold = [self._inputs.products[place - 1] for place in self._taxed()]
        whole = sum((product.price.amount * product.units for product in sold), Decimal(0))
        values = [whole * share for share in demand(self._inputs)]
        label = self._page.each("document_book_counted_turnover")
        return self._page.months(label, lambda month: f"{volumes.at(month)}*({full})", values)

    def _taxed_share(self) -> None:
        sold = {
            place: f"product_{place}_units*{self._net(f'product_{place}', product.price.vat, 0)}"
            for place, product in enumerate(self._inputs.products, 1)
        }
        whole, part = plus(sold.values()), plus(sold[place] for place in self._taxed())
        formula = f"IF(vat_registered=0,0,IF({whole}=0,1,({part})/IF({whole}=0,1,{whole})))"
        value = Value(self._ground.vat.deductible, formula, "percent", "taxed_share")
        self._page.line(self._page.each("document_book_taxed_share"), value)

    def _net(self, name: str, kind: Vat, month: int) -> str:
        """Give what the business keeps of a price in a month."""
        return f"{name}_price/IF(vat_registered*{name}_vat_in=1,1+{self._rate(kind, month)},1)"

    def _of(self, what: str, name: str) -> Columns:
        return of(f"document_book_{what}", name, self._making.wording)

    def _units(self, place: int, product: Product, volumes: Line) -> Line:
        numbers = self._ground.sales.units[place - 1].amounts
        label = self._of("sold", product.name)
        return self._page.months(label, lambda month: f"product_{place}_units*{volumes.at(month)}", numbers, "number")

    def _sold(self, place: int, product: Product, units: Line) -> Pair:
        flow, kind = self._ground.sales_flows[place - 1], product.price.vat

        def net_of(month: int) -> str:
            return f"{units.at(month)}*{self._net(f'product_{place}', kind, month)}"

        net = self._page.months(self._of("revenue", product.name), net_of, flow.net)

        def vat_of(month: int) -> str:
            return f"vat_registered*{net.at(month)}*{self._rate(kind, month)}"

        return net, self._page.months(self._of("sales_vat", product.name), vat_of, flow.vat)

    def _goods(self, place: int, product: Product, units: Line) -> Pair:
        parts = self._ground.vat.purchases(product.unit_cost)
        sold = self._ground.sales.units[place - 1].amounts
        net = tuple(part.net * number for part, number in zip(parts, sold, strict=True))
        vat = tuple(part.vat * number for part, number in zip(parts, sold, strict=True))
        labels = self._of("goods_net", product.name), self._of("goods_vat", product.name)
        return self._bought(labels, (f"product_{place}_goods", product.unit_cost.vat), (net, vat), units.at)

    def _cost(self, place: int) -> Pair:
        cost, flow, name = self._inputs.costs[place - 1], self._ground.costs[place - 1], f"cost_{place}"

        def share(month: int) -> str:
            number = self._number.at(month)
            return f"IF(AND({number}>={name}_first,{number}<={name}_last),1,0)"

        labels = self._of("cost_net", cost.name), self._of("cost_vat", cost.name)
        return self._bought(labels, (name, cost.monthly.vat), (flow.net, flow.vat), share)

    def _purchase(self, place: int) -> Pair:
        item, flow, name = self._inputs.purchases[place - 1], self._ground.purchases[place - 1], f"purchase_{place}"
        price = Price(item.price.amount, Vat.NONE) if item.kind == "deposit" else item.price
        labels = self._of("purchase_net", item.name), self._of("purchase_vat", item.name)

        def share(month: int) -> str:
            return f"IF({self._number.at(month)}={name}_month,1,0)"

        return self._bought(labels, (name, price.vat), (flow.net, flow.vat), share)

    def _bought(
        self, labels: tuple[Columns, Columns], price: tuple[str, Vat], values: tuple[Amounts, Amounts], share: Formula
    ) -> Pair:
        """Write what the business bears and the VAT that comes back, for ``share`` of a price in each month."""
        name, kind = price
        vat_row = self._page.row + 1

        def net(month: int) -> str:
            paid = f"{name}_price*IF({name}_vat_in=1,1,1+{self._rate(kind, month)})"
            return f"{share(month)}*{paid}-{Line(self._page.quoted, vat_row, self._page.labels).at(month)}"

        def vat(month: int) -> str:
            rate = self._rate(kind, month)
            return f"{share(month)}*{name}_price/IF({name}_vat_in=1,1+{rate},1)*{rate}*taxed_share"

        return self._page.months(labels[0], net, values[0]), self._page.months(labels[1], vat, values[1])

    def _written_off(self, place: int, net: Line) -> Line:
        item, name = self._inputs.purchases[place - 1], f"purchase_{place}"
        values = self._ground.written_off[place - 1]
        if item.kind != "equipment":
            return self._page.months(self._of("depreciation", item.name), lambda _: "0", values)

        def formula(month: int) -> str:
            number, bought = self._number.at(month), f"SUM({net.span(0, MONTHS)})"
            lasts = f"AND({self._lasts(place, net)},{number}>={name}_month,{number}<{name}_month+12*{name}_life)"
            return f"IF({lasts},{bought}/(12*MAX({name}_life,1)),0)"

        return self._page.months(self._of("depreciation", item.name), formula, values)

    def _lasts(self, place: int, net: Line) -> str:
        """Ask whether equipment lasts and costs so much that it is written off."""
        month = min(max(self._inputs.purchases[place - 1].month, 0), MONTHS - 1)
        least = "*".join(self._making.rates.at(name, month) for name in (names.BASE_AMOUNT, names.AT_ONCE_SHARE))
        return f"SUM({net.span(0, MONTHS)})>={least},purchase_{place}_life>=1"

    def _at_once(self, place: int, net: Line) -> Line:
        item, values = self._inputs.purchases[place - 1], self._ground.at_once[place - 1]

        def formula(month: int) -> str:
            if item.kind == "fee":
                return net.at(month)
            return f"IF(AND({self._lasts(place, net)}),0,{net.at(month)})" if item.kind == "equipment" else "0"

        return self._page.months(self._of("at_once", item.name), formula, values)


def firsts(pairs: Sequence[Pair]) -> list[Line]:
    """Give the rows without VAT."""
    return [net for net, _ in pairs]


def seconds(pairs: Sequence[Pair]) -> list[Line]:
    """Give the rows of VAT."""
    return [vat for _, vat in pairs]


def both(pairs: Sequence[Pair]) -> list[Line]:
    """Give all rows: together they are what is paid."""
    return [line for pair in pairs for line in pair]
