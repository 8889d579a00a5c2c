// The charsets of the web: WHATWG's names, the labels that ask for them, and
// ICU's converters. Data for decode.cpp only; use decode() to read a page.
// The one surprise: escape-based charsets that WHATWG calls "replacement" are
// read as windows-1252, so that their ASCII survives.
#pragma once

#include <array>
#include <string_view>

namespace cleancopy {

struct Charset {
  std::string_view name;       ///< WHATWG's name in lower case
  const char* converter;       ///< ICU's name of it
  std::string_view labels;     ///< in lower case, one space between
};

/// Encoding Standard, section 4.2 (https://encoding.spec.whatwg.org/#names-and-labels).
/// Row 0 is UTF-8 and row 1 windows-1252, the last resort.
inline constexpr std::array kCharsets = std::to_array<Charset>({
    {"utf-8", "UTF-8",
     "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"windows-1252", "ibm-5348_P100-1997",
     "windows-1252 ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
     "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii x-cp1252"},
    {"windows-1252", "ibm-5348_P100-1997",
     "replacement csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr x-user-defined"},
    {"ibm866", "ibm-866_P100-1995", "ibm866 866 cp866 csibm866"},
    {"iso-8859-2", "ibm-912_P100-1995",
     "iso-8859-2 csisolatin2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "ibm-913_P100-2000",
     "iso-8859-3 csisolatin3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "ibm-914_P100-1995",
     "iso-8859-4 csisolatin4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "ibm-915_P100-1995",
     "iso-8859-5 csisolatincyrillic cyrillic iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {"iso-8859-6", "ibm-1089_P100-1995",
     "iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6-e iso-8859-6-i "
     "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", "ibm-9005_X110-2007",
     "iso-8859-7 csisolatingreek ecma-118 elot_928 greek greek8 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
     "iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", "ibm-5012_P100-1999",
     "iso-8859-8 csiso88598e csisolatinhebrew hebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "ibm-5012_P100-1999", "iso-8859-8-i csiso88598i logical"},
    {"iso-8859-10", "iso-8859_10-1998",
     "iso-8859-10 csisolatin6 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "ibm-921_P100-1995", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "iso-8859_14-1998", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "ibm-923_P100-1998",
     "iso-8859-15 csisolatin9 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", "", "iso-8859-16"},
    {"koi8-r", "ibm-878_P100-1996", "koi8-r cskoi8r koi koi8 koi8_r"},
    {"koi8-u", "ibm-1168_P100-2002", "koi8-u koi8-ru"},
    {"macintosh", "macos-0_2-10.2", "macintosh csmacintosh mac x-mac-roman"},
    {"windows-874", "windows-874-2000",
     "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"},
    {"windows-1250", "ibm-5346_P100-1998", "windows-1250 cp1250 x-cp1250"},
    {"windows-1251", "ibm-5347_P100-1998", "windows-1251 cp1251 x-cp1251"},
    {"windows-1253", "ibm-5349_P100-1998", "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "ibm-5350_P100-1998",
     "windows-1254 cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 "
     "latin5 x-cp1254"},
    {"windows-1255", "ibm-9447_P100-2002", "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "ibm-9448_X100-2005", "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "ibm-9449_P100-2002", "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "ibm-5354_P100-1998", "windows-1258 cp1258 x-cp1258"},
    {"x-mac-cyrillic", "macos-7_3-10.2", "x-mac-cyrillic x-mac-ukrainian"},
    {"gbk", "gb18030",
     "gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk"},
    {"gb18030", "gb18030", "gb18030"},
    {"big5", "ibm-1375_P100-2008", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", "euc-jp-2007", "euc-jp cseucpkdfmtjapanese x-euc-jp"},
    {"iso-2022-jp", "ISO_2022,locale=ja,version=0", "iso-2022-jp csiso2022jp"},
    {"shift_jis", "ibm-943_P15A-2003",
     "shift_jis csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"},
    {"euc-kr", "windows-949-2000",
     "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
     "windows-949"},
    {"utf-16be", "UTF-16BE", "utf-16be unicodefffe"},
    {"utf-16le", "UTF-16LE",
     "utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16"},
});

/// ISO 8859-16 from 0xA0 on; ICU has no converter for it.
inline constexpr std::u16string_view kIso8859_16 =
    u"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
    u"àáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ";

}  // namespace cleancopy
