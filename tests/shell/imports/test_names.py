from concord.shell.imports.names import Donors, fitted


def test_other_signs_become_hyphens():
    assert fitted("CERF-FJI-24-RR-1422(TBD)") == "CERF-FJI-24-RR-1422-TBD"
    assert fitted("ZIV Aplicaciones y Tecnología, S.L.") == "ZIV-Aplicaciones-y-Tecnologia-S.L"
    assert fitted("06-DC-LUX-033") == "06-DC-LUX-033"
    assert fitted("대한민국") == ""
    assert len(fitted("x" * 90)) == 64


def test_the_first_donor_with_a_code_takes_it():
    donors = Donors(["UN"])
    assert donors.id_of("CHE", "Switzerland") == "CHE"
    assert donors.id_of("CHE", "Stephanie Loose") == "CHE-Stephanie-Loose"
    assert donors.id_of("CHE", "Switzerland") == "CHE"


def test_a_code_that_stands_for_a_group_is_nobodys():
    assert Donors([]).id_of("PRV", "Jan Egeland") == "PRV-Jan-Egeland"


def test_a_donor_without_a_code_goes_by_its_name():
    assert Donors([]).id_of("", "UN Association of Finland") == "UN-Association-of-Finland"
    assert Donors([]).id_of("", "대한민국") == "donor"


def test_ids_are_never_shared():
    donors = Donors(["UN"])
    assert donors.id_of("UN", "A") == "UN-A"
    assert donors.id_of("UN", "A!") == "UN-A-2"
    assert donors.id_of("", "UN A") == "UN-A-3"
    long = [donors.id_of("PRV", "y" * 80 + str(number)) for number in range(3)]
    assert len(set(long)) == 3
    assert max(map(len, long)) == 64
