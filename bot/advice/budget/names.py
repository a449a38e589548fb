"""What the dated figures that the budgets use are called in ``bot/data/parameters/``, in one place."""

from __future__ import annotations

from typing import Final

from bot.advice.budget.inputs import Vat

VAT: Final = {
    Vat.STANDARD: "skatteverket.vat_standard",
    Vat.EAT_IN: "skatteverket.vat_restaurant_eat_in",
    Vat.FOOD: "skatteverket.vat_food",
    Vat.PASSENGERS: "skatteverket.vat_passenger_transport",
}
"""The rate of each kind of sale; ``Vat.NONE`` has none."""

VAT_FREE_TURNOVER: Final = "skatteverket.vat_exempt_turnover"
VAT_YEAR_MAX: Final = "skatteverket.vat_period_year_max"
VAT_QUARTER_MAX: Final = "skatteverket.vat_period_quarter_max"

OWN_FEES: Final = "skatteverket.egenavgift_full"
OWN_FEES_PENSION: Final = "skatteverket.egenavgift_pension_only"
OWN_FEES_PENSION_AGE: Final = "skatteverket.egenavgift_pension_only_age"
OWN_FEES_FREE_BIRTH_YEAR: Final = "skatteverket.egenavgift_free_birth_year"
OWN_FEES_LEAST_BASE: Final = "skatteverket.egenavgift_min_base"
FLAT_DEDUCTION: Final = "skatteverket.schablonavdrag_full"
FLAT_DEDUCTION_PENSION: Final = "skatteverket.schablonavdrag_pension_only"
REDUCTION_RATE: Final = "skatteverket.egenavgift_reduction_rate"
REDUCTION_MAX: Final = "skatteverket.egenavgift_reduction_max"
REDUCTION_THRESHOLD: Final = "skatteverket.egenavgift_reduction_threshold"

EMPLOYER: Final = "skatteverket.employer_fee_full"
EMPLOYER_ELDERLY: Final = "skatteverket.employer_fee_elderly"
EMPLOYER_ELDERLY_AGE: Final = "skatteverket.employer_fee_elderly_age"
EMPLOYER_FREE_BIRTH_YEAR: Final = "skatteverket.employer_fee_free_birth_year"
EMPLOYER_TEENAGER: Final = "skatteverket.employer_fee_15_17"
EMPLOYER_TEENAGER_CAP: Final = "skatteverket.employer_fee_15_17_cap"
EMPLOYER_TEENAGER_AGE: Final = "skatteverket.employer_fee_15_17_from_age"
EMPLOYER_YOUNG: Final = "skatteverket.employer_fee_18_22"
EMPLOYER_YOUNG_CAP: Final = "skatteverket.employer_fee_young_cap"
EMPLOYER_YOUNG_AGE: Final = "skatteverket.employer_fee_18_22_from_age"
EMPLOYER_ADULT_AGE: Final = "skatteverket.employer_fee_18_22_below_age"
GROWTH_RATE: Final = "skatteverket.vaxa_stod_rate"
GROWTH_CAP: Final = "skatteverket.vaxa_stod_cap"
GROWTH_EMPLOYEES: Final = "skatteverket.vaxa_stod_employees"
GROWTH_MONTHS: Final = "skatteverket.vaxa_stod_months"
GROWTH_LEAST_MONTHS: Final = "skatteverket.vaxa_stod_min_months"
HOLIDAY_PAY: Final = "verksamt.holiday_pay"

STATE_TAX_LIMIT: Final = "skatteverket.state_tax_skiktgrans"
STATE_TAX: Final = "skatteverket.state_tax_rate"
COMPANY_TAX: Final = "skatteverket.corporate_tax"
BASE_AMOUNT: Final = "skatteverket.pbb"
AT_ONCE_SHARE: Final = "skatteverket.low_value_asset_pbb_share"
BILLABLE_SHARE: Final = "verksamt.debiteringsgrad_example"
