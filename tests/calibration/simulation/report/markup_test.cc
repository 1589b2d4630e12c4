#include "calibration/simulation/report/markup.h"

namespace adaptest {
namespace {

TEST(EscapeMarkup, KeepsTextFromBeingMarkup) {
  EXPECT_EQ(EscapeMarkup("a<b> & \"c\" 'd'"),
            "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;");
}

TEST(EscapeMarkup, ReplacesControlCharactersThatXmlDoesNotKnow) {
  EXPECT_EQ(EscapeMarkup(absl::string_view("a\0b\x1b\n", 5)), "a?b?\n");
}

TEST(Markup, ClosesElementsInTheirOrder) {
  Markup markup;
  markup.Open("p", {{"class", "\"x\""}});
  markup.Text("1 < 2");
  markup.Element("b", "&");
  markup.Empty("br");
  markup.Close();
  EXPECT_EQ(markup.Take(),
            "<p class=\"&quot;x&quot;\">1 &lt; 2<b>&amp;</b>\n<br/>\n</p>\n");
}

}  // namespace
}  // namespace adaptest
