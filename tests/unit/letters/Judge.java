import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Asks veraPDF's engine about each file named on the command line, for PDF/UA-1 and PDF/A-2a. One line for each file
 * and profile: file, profile, true or false, the rules that failed. The profiles are read here, because the engine
 * came without the library that it reads them with.
 */
public class Judge {
    public static void main(String[] files) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        ValidationProfile[] profiles = {
            profile("PDFUA-1", PDFAFlavour.PDFUA_1), profile("PDFA-2A", PDFAFlavour.PDFA_2_A)
        };
        for (String file : files) {
            byte[] bytes = Files.readAllBytes(Path.of(file));
            for (ValidationProfile profile : profiles) {
                System.out.println(file + "\t" + judged(bytes, profile));
            }
        }
    }

    static String judged(byte[] bytes, ValidationProfile profile) throws Exception {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(bytes), flavour);
                PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            StringBuilder faults = new StringBuilder();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    faults.append(assertion.getRuleId().getClause()).append(": ");
                    faults.append(assertion.getMessage()).append("; ");
                }
            }
            return flavour.getId() + "\t" + result.isCompliant() + "\t" + result.getTotalAssertions() + "\t" + faults;
        }
    }

    static ValidationProfile profile(String name, PDFAFlavour flavour) throws Exception {
        Set<Rule> rules = new HashSet<>();
        Set<Variable> variables = new HashSet<>();
        try (InputStream in = Judge.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            for (Element rule : all(root, "rule")) {
                Element id = all(rule, "id")[0];
                rules.add(Profiles.ruleFromValues(
                    Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                    rule.getAttribute("object"),
                    Boolean.parseBoolean(rule.getAttribute("deferred")),
                    rule.getAttribute("tags"),
                    text(rule, "description"),
                    text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), Collections.emptyList()),
                    Collections.emptyList()));
            }
            for (Element variable : all(root, "variable")) {
                variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"),
                    variable.getAttribute("object"),
                    text(variable, "defaultValue"),
                    text(variable, "value")));
            }
        }
        return Profiles.profileFromValues(
            flavour, Profiles.profileDetailsFromValues(name, name, name, new Date(0)), "", rules, variables);
    }

    static Element[] all(Element within, String tag) {
        NodeList found = within.getElementsByTagName(tag);
        Element[] elements = new Element[found.getLength()];
        for (int place = 0; place < elements.length; place++) {
            elements[place] = (Element) found.item(place);
        }
        return elements;
    }

    static String text(Element within, String tag) {
        Element[] found = all(within, tag);
        return found.length == 0 ? "" : found[0].getTextContent().strip();
    }
}
